import { main } from "./doctor-command.ts";

try {
  process.exitCode = await main(process.argv.slice(2), process.env, (line) => console.log(line));
} catch (error) {
  const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!isUsage) throw error;
  console.error(`planbell: ${error.message}`);
  process.exitCode = 1;
}

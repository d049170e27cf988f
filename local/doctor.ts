import { main } from "./doctor-command.ts";
import { runCommand } from "./run-command.ts";

await runCommand(() => main(process.argv.slice(2), process.env, (line) => console.log(line)));

import { PlanbellError } from "../lib/model/errors.ts";

/**
 * Runs what a command does, and sets the exit code that it gives. A mistake in the settings or on the command line, or
 * something that Planbell cannot go on without, is one message on stderr and exit code 1; all else is a bug, and thrown.
 */
export async function runCommand(main: () => number | undefined | Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof PlanbellError) && !isOfArguments(error)) throw error;
    console.error(`planbell: ${error.message}`);
    process.exitCode = 1;
  }
}

/** What `parseArgs` throws: an option that there is not, or a value that is missing. */
const isOfArguments = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");

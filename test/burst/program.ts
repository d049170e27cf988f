/** Ends a program before its time; its message is all there is to say. */
class Interrupted extends Error {}

/**
 * Does a program's work, to which its exit code belongs: 0 when nothing broke.
 *
 * `stop` aborts on a signal, when the program that started it with a channel is gone, and on a bug in some callback.
 * The work then stops whatever it started, and throws; before that nothing ends the program.
 * @param work gives how much broke
 */
export async function runProgram(work: (stop: AbortSignal) => Promise<number>): Promise<void> {
  const stop = new AbortController();
  const interrupt = (why: string): void => stop.abort(new Interrupted(`interrupted: ${why}`));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  process.on("disconnect", () => interrupt("whoever started this is gone"));
  process.channel?.unref();
  process.on("uncaughtException", (error) => stop.abort(error));
  try {
    process.exitCode = (await work(stop.signal)) > 0 ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Interrupted ? error.message : error);
    process.exitCode = 1;
  }
}

/** A whole number of the command line. @throws when it is something else */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`expected a whole number, found ${text}`);
  return Number(text);
}

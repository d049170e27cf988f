/** Nanoseconds of CPU that work takes: compiler and collector count, waiting does not. */
export function cpuOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1_000;
}

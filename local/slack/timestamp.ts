/** Slack's message ids are instants with six decimals: here as whole microseconds, so that they compare as numbers. */
export type Micros = number;

/** `1764000000.000100` or a shorter form of it, as a caller may write it; undefined when it is no instant. */
export function parseTs(ts: string): Micros | undefined {
  const parts = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(ts);
  if (!parts) return undefined;
  return Number(parts[1]) * 1_000_000 + Number((parts[2] ?? "").padEnd(6, "0"));
}

export function formatTs(micros: Micros): string {
  const fraction = String(micros % 1_000_000).padStart(6, "0");
  return `${Math.floor(micros / 1_000_000)}.${fraction}`;
}

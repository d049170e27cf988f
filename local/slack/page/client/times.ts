/** The instant of a `ts`, as the page says it. */
export function timeOf(ts: string): { readonly words: string; readonly full: string; readonly iso: string } {
  const at = new Date(Number(ts) * 1_000);
  if (Number.isNaN(at.getTime())) return { words: "", full: "", iso: "" };
  return {
    words: at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }),
    full: at.toLocaleString([], { dateStyle: "medium", timeStyle: "medium" }),
    iso: at.toISOString(),
  };
}

/** "4 s", "2 min 5 s". */
export function spanOf(length: number): string {
  const seconds = Math.max(0, Math.ceil(length / 1_000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What somebody asks of Planbell by its command. */
export type Asked =
  | { readonly kind: "help" | "pending" }
  /** A command that takes nothing behind it has something behind it. */
  | { readonly kind: "argument"; readonly word: string }
  | { readonly kind: "not-built"; readonly word: string }
  | { readonly kind: "unknown"; readonly typed: string; readonly nearest: string };

const BUILT = ["pending", "help"] as const;
/** Of the contract, and still to come: better named than unknown. */
const NOT_BUILT = ["plan", "task", "failed", "approve", "reject", "mute", "unmute", "whoami", "why", "status"];
/** Of what somebody typed; no command is longer, and comparing takes the square of it. */
const LONGEST = 40;

/** Reads the text behind the command; nothing = help. Letters may be capitals. */
export function readCommandLine(text: string): Asked {
  const [typed = "", ...rest] = text.trim().split(/\s+/);
  const word = typed.toLowerCase();
  if (word === "" || word === "help") return { kind: "help" };
  if (word === "pending") return rest.length === 0 ? { kind: "pending" } : { kind: "argument", word };
  if (NOT_BUILT.includes(word)) return { kind: "not-built", word };
  return { kind: "unknown", typed, nearest: nearestTo(word.slice(0, LONGEST)) };
}

/** The command that needs the fewest letters changed; among equals one that begins alike. */
function nearestTo(word: string): string {
  const ranked = [...BUILT, ...NOT_BUILT].map((known) => ({
    known,
    cost: known.startsWith(word) ? 0 : distance(word, known),
  }));
  return ranked.reduce((best, one) => (one.cost < best.cost ? one : best)).known;
}

/** How many letters to put in, take out or exchange (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= to.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + (letter === to[j - 1] ? 0 : 1);
      next.push(Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

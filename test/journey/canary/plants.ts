import { createHash } from "node:crypto";
import { KINDS, type Kind } from "./kinds.ts";

/** A secret that stands in one field of one answer. */
interface Plant {
  readonly field: string;
  readonly kind: string;
}

/** So many characters of a secret are a leak. */
const PIECE = 8;

/** The secrets that were planted, and the search for every piece of them. */
export class Plants {
  readonly #pieces = new Map<string, Plant>();
  /** By their first characters: most texts hold nothing that begins as a secret does. */
  readonly #beginnings = new Uint8Array(65_536);
  readonly #told = new Map<string, string>();
  readonly #numbers = new Map<string, number>();
  /** Every field that was planted. */
  readonly fields = new Set<string>();

  /** @param bare secrets that stand in the plans already */
  constructor(bare: Readonly<Record<string, string>> = {}) {
    for (const [field, secret] of Object.entries(bare)) this.#remember(secret, { field, kind: "a secret by its name" });
  }

  /** A secret for this field. */
  text(field: string, kind: Kind): string {
    this.fields.add(field);
    const seed = `${kind.name} in ${field}`;
    const told = this.#told.get(seed);
    if (told !== undefined) return told;
    const core = coreOf(seed);
    for (const secret of [core, ...(kind.also?.(core) ?? [])]) this.#remember(secret, { field, kind: kind.name });
    const text = kind.text(core);
    this.#told.set(seed, text);
    return text;
  }

  /** Where anything of them is found again, a line each; none when nothing is. */
  leaksIn(sinks: Readonly<Record<string, string>>): readonly string[] {
    const leaks = new Set<string>();
    for (const [sink, text] of Object.entries(sinks)) {
      const lower = text.toLowerCase();
      for (let at = 0; at + PIECE <= lower.length; at++) {
        if (this.#beginnings[beginningOf(lower, at)] === 0) continue;
        const plant = this.#pieces.get(lower.slice(at, at + PIECE));
        if (plant !== undefined) leaks.add(`${sink} holds ${plant.kind} of ${plant.field}`);
      }
    }
    return [...leaks];
  }

  /** Numbers things in the order in which they are first asked for. */
  numberOf(id: string): number {
    const known = this.#numbers.get(id) ?? this.#numbers.size;
    this.#numbers.set(id, known);
    return known;
  }

  #remember(secret: string, plant: Plant): void {
    const lower = secret.toLowerCase();
    for (let at = 0; at + PIECE <= lower.length; at++) {
      this.#pieces.set(lower.slice(at, at + PIECE), plant);
      this.#beginnings[beginningOf(lower, at)] = 1;
    }
  }
}

/** One number for the three characters there; others may share it. */
const beginningOf = (text: string, at: number): number =>
  (text.charCodeAt(at) * 961 + text.charCodeAt(at + 1) * 31 + text.charCodeAt(at + 2)) & 65_535;

/** 30 letters and digits that are nowhere else; a digit in every third place. */
function coreOf(seed: string): string {
  const hash = createHash("sha256").update(seed).digest();
  const letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ";
  return Array.from({ length: 30 }, (_, n) => (n % 3 === 2 ? (hash[n] ?? 0) % 10 : letters[(hash[n] ?? 0) % 46])).join(
    "",
  );
}

/** How many plans the stories have, at least. */
const PLANS = 8;
/** In so many rounds every field that all plans have holds every kind once. */
export const ROUNDS = Math.ceil(KINDS.length / PLANS);

/** The kind for a field of the plan of that number: another one for every plan and with every round. */
export function kindOf(field: string, plan: number, round: number): Kind {
  const start = createHash("sha256").update(field).digest().readUInt32BE();
  return KINDS[(start + plan * ROUNDS + round) % KINDS.length] as Kind;
}

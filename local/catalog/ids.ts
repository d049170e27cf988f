import { createHash } from "node:crypto";
import type { Principal } from "../../lib/model/plan.ts";

const SPACE = 36n ** 11n;
/** Shares no factor with 36, so that different counts never give the same id. */
const STRIDE = 59_421_736_815_263n;

/** The account (`Uid`) everything belongs to. */
export const ACCOUNT = "1466115886170001";

/**
 * Names for things, the same in every run: they depend only on how many were asked for before.
 *
 * Ids look like real ones: a prefix, then 14 characters of `[a-z0-9]` that start with `bp1`.
 */
export class Ids {
  readonly #counts = new Map<string, number>();
  readonly #principals = new Map<string, string>();

  next(prefix: "plan" | "pp" | "task" | "prod" | "pv" | "port"): string {
    const digits = (BigInt(this.#count(prefix)) * STRIDE) % SPACE;
    return `${prefix}-bp1${digits.toString(36).padStart(11, "0")}`;
  }

  /** A lower-case UUID. */
  uuid(series: string): string {
    const hex = createHash("sha256")
      .update(`${series}:${this.#count(series)}`)
      .digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** So many characters of `[0-9a-f]`, as keys and tokens have. */
  letters(series: string, length: number): string {
    const seed = `${series}:${this.#count(series)}`;
    let text = "";
    for (let part = 0; text.length < length; part += 1)
      text += createHash("sha256").update(`${seed}:${part}`).digest("hex");
    return text.slice(0, length);
  }

  /** The 18 digits by which RAM knows somebody; one principal keeps its number. */
  ofPrincipal(principal: Principal): string {
    const key = `${principal.kind}:${principal.name}`;
    const known = this.#principals.get(key);
    if (known !== undefined) return known;
    const made = `27740196382623${String(this.#principals.size + 1).padStart(4, "0")}`;
    this.#principals.set(key, made);
    return made;
  }

  #count(series: string): number {
    const count = (this.#counts.get(series) ?? 0) + 1;
    this.#counts.set(series, count);
    return count;
  }
}

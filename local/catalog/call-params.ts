import { invalid, missing, Refusal } from "./refusal.ts";

/** Which part of a list is wanted. */
export interface Page {
  readonly number: number;
  readonly size: number;
  /** Oldest first; the service's default is newest first. */
  readonly ascending: boolean;
}

/** The parameters of one call, read the way the service reads them. All methods throw {Refusal}. */
export class CallParams {
  readonly #params: ReadonlyMap<string, string>;

  constructor(params: ReadonlyMap<string, string>) {
    this.#params = params;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw missing(name);
    return value;
  }

  /** An empty value counts as absent. */
  optional(name: string): string | undefined {
    return this.#params.get(name) || undefined;
  }

  /** A text of 1 to 128 characters. */
  shortText(name: string): string {
    const value = this.required(name);
    if (value.length > 128) throw invalid(name, `${name} must be 1 to 128 characters in length.`);
    return value;
  }

  oneOf<const T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.optional(name);
    if (value === undefined) return undefined;
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw invalid(name, `${name} must be one of ${allowed.join(", ")}.`);
    return found;
  }

  /** `Filters.1.Key`, `Filters.1.Value`, `Filters.2.Key`, ...: ends at the first index that is not there. */
  pairs(list: string, keyName: string, valueName: string, atMost: number): { key: string; value: string }[] {
    const pairs: { key: string; value: string }[] = [];
    for (let index = 1; this.#params.has(`${list}.${index}.${keyName}`); index += 1) {
      const key = this.required(`${list}.${index}.${keyName}`);
      pairs.push({ key, value: this.#params.get(`${list}.${index}.${valueName}`) ?? "" });
    }
    if (pairs.length > atMost) throw invalid(list, `${list} takes at most ${atMost} entries.`);
    return pairs;
  }

  /** `Status.1`, `Status.2`, ...: ends at the first index that is not there. */
  list(name: string): string[] {
    const values: string[] = [];
    for (let index = 1; this.#params.has(`${name}.${index}`); index += 1)
      values.push(this.required(`${name}.${index}`));
    return values;
  }

  /** @param largest how many entries a page may have */
  page(largest = 100): Page {
    this.oneOf("SortBy", ["CreateTime"]);
    const order = this.oneOf("SortOrder", ["Asc", "Desc"]) ?? "Desc";
    return {
      number: this.#count("PageNumber", 1, Number.MAX_SAFE_INTEGER),
      size: this.#count("PageSize", 10, largest),
      ascending: order === "Asc",
    };
  }

  #count(name: string, standard: number, most: number): number {
    const text = this.optional(name) ?? String(standard);
    const count = /^\d{1,15}$/.test(text) ? Number(text) : 0;
    if (count < 1 || count > most)
      throw new Refusal(400, `Invalid${name}`, `The specified ${name} ${text} is invalid.`);
    return count;
  }
}

/** One page of a list that is kept oldest first, and how many entries match over all pages. */
export function pageOf<T>(
  oldestFirst: readonly T[],
  page: Page,
  matches?: (entry: T) => boolean,
): { entries: T[]; total: number } {
  const found = matches === undefined ? oldestFirst : oldestFirst.filter(matches);
  const total = found.length;
  const skipped = (page.number - 1) * page.size;
  if (page.ascending) return { entries: found.slice(skipped, skipped + page.size), total };
  const end = Math.max(0, total - skipped);
  return { entries: found.slice(Math.max(0, end - page.size), end).reverse(), total };
}

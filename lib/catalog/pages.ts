import { CatalogError } from "../model/errors.ts";
import { countAt, type Fields, fieldsOf, listAt, naming, optionalTextAt } from "./read.ts";

/** The largest page the catalog gives. */
export const PAGE_SIZE = 100;
/** A hundred thousand rows: more than any account has, so a list that is longer never ends. */
const MOST_PAGES = 1_000;

/** One page of any list, rows not yet decoded. */
interface WirePage {
  readonly rows: readonly Fields[];
  /** How many rows match over all pages. */
  readonly total: number;
}

/**
 * The pages of a list, each asked for only when the caller goes on; ends when as many rows came as the catalog counts.
 * A page that holds fewer rows than were asked for is not taken for the last one: the service
 * may cap the size.
 * @param action what answers, for error messages
 * @param ask  gives the body of a page, counted from 1
 * @param list the field that holds the rows; may be absent only where no rows are due
 * @param from the page to begin with: as many rows as its answer says a page has stand on each before it
 * @throws {CatalogError} `BadResponse` for a malformed page, another page than asked for, or more than 1,000 pages
 */
export async function* pages(
  action: string,
  ask: (page: number) => Promise<unknown>,
  list: string,
  from = 1,
): AsyncGenerator<WirePage> {
  let seen = 0;
  for (let number = from; number < from + MOST_PAGES; number++) {
    const body = await ask(number);
    if (number === from && from > 1) seen = (from - 1) * naming(action, () => sizeOf(body));
    const page = naming(action, () => readPage(body, list, number, seen));
    yield page;
    seen += page.rows.length;
    if (seen >= page.total) return;
  }
  throw broken(`${action}: ${list} does not end: ${MOST_PAGES} pages were read`);
}

/**
 * One page of a list that is not read in one go, so that its rows may move on between two pages: one that is empty proves
 * nothing and is no fault, except the first. `size` is what the service takes for a page's size: it may cap it.
 * @throws {CatalogError} `BadResponse`
 */
export function onePage(body: unknown, list: string, number: number): WirePage & { readonly size: number } {
  const page = readPage(body, list, number, number === 1 ? 0 : Number.MAX_SAFE_INTEGER);
  return { ...page, size: sizeOf(body) };
}

/** Rows that stand on a page, where the answer says it. */
function sizeOf(body: unknown): number {
  const said = optionalTextAt(fieldsOf(body, ""), "PageSize") ?? "";
  return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : PAGE_SIZE;
}

function readPage(body: unknown, list: string, number: number, seen: number): WirePage {
  const answer = fieldsOf(body, "");
  const total = countAt(answer, "TotalCount");
  const rows = listAt(answer, list);
  // Without this check an answer that lost its list would read as the end of all plans.
  if (rows.length === 0 && total > seen) {
    throw broken(`${list} is empty on page ${number}, after ${seen} of ${total} rows`);
  }
  const echoed = optionalTextAt(answer, "PageNumber");
  if (echoed !== undefined && echoed !== String(number)) {
    throw broken(`PageNumber is not ${number}: another page than was asked for`);
  }
  return { rows, total };
}

function broken(message: string): CatalogError {
  return new CatalogError(message, { code: "BadResponse", retryable: false });
}

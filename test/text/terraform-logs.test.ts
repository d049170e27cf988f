import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explainFailure } from "../../lib/text/failure-extract.ts";
import { hintFor } from "../../lib/text/hints/hint.ts";

/** What a reader needs of one log, written by hand before anything read it. */
interface Extract {
  readonly about: string;
  readonly lines: readonly string[];
  readonly address?: string;
  readonly place?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly hint?: string;
  /** What must not be left of secrets in the log. */
  readonly hides?: readonly string[];
}

const CORPUS = join(import.meta.dirname, "../fixtures/terraform");
const HELD_BACK = join(CORPUS, "held-back");

const logsIn = (folder: string): readonly (Extract & { readonly log: string })[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".log"))
    .map((file) => ({
      ...(JSON.parse(readFileSync(join(folder, file.replace(/log$/, "json")), "utf8")) as Extract),
      log: readFileSync(join(folder, file), "utf8"),
    }));

const explain = (content: string) =>
  explainFailure({ logs: [{ command: "apply", stream: "stderr", content }], statusMessage: undefined });

function tells(corpus: ReturnType<typeof logsIn>): void {
  it.each(corpus)("tells $about", ({ log, lines, address, place, code, requestId, hint, hides = [] }) => {
    const told = explain(log);
    expect({ lines: told.lines, code: told.code, requestId: told.requestId }).toEqual({ lines, code, requestId });
    expect(hintFor(told)).toBe(hint);
    const text = told.lines.join("\n");
    for (const where of [address, place]) expect(text).toContain(where ?? "");
    for (const secret of hides) expect(text).not.toContain(secret);
  });
}

describe("a log of the corpus", () => {
  const corpus = logsIn(CORPUS);
  tells(corpus);

  it("is one of at least sixty", () => expect(corpus.length).toBeGreaterThanOrEqual(60));

  it("holds no secret that its extract must hide from nobody", () => {
    for (const { log, hides = [] } of corpus) for (const secret of hides) expect(log).toContain(secret);
  });
});

describe("a log that was held back until the others were told", () => tells(logsIn(HELD_BACK)));

import { existsSync, readFileSync } from "node:fs";
import { type Document, LineCounter, parseDocument, visit, type YAMLError } from "yaml";
import type { Env } from "../lib/app/config/config.ts";
import { ConfigFault } from "../lib/model/errors.ts";

const DEFAULT = "planbell.yaml";

/**
 * What the config file parses to; undefined when there is none.
 * @throws {ConfigFault} when it was named and is not there, cannot be read, or is not plain YAML: each fault with line
 *   and column, and never with what stands there
 */
export function readConfigFile(env: Env): unknown {
  const named = env["PLANBELL_CONFIG"]?.trim() || undefined;
  const path = named ?? DEFAULT;
  if (!existsSync(path)) {
    if (named === undefined) return undefined;
    throw new ConfigFault([`PLANBELL_CONFIG: expected a file, found none at ${path}`]);
  }
  const fault = (what: string): string => `config file ${path}: ${what}`;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigFault([fault(`cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`)]);
  }
  const { value, faults } = readYaml(text);
  if (faults.length > 0) throw new ConfigFault(faults.map(fault));
  return value ?? undefined;
}

/** The value, or where the text is no YAML that we take. */
function readYaml(text: string): { readonly value?: unknown; readonly faults: readonly string[] } {
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `line ${line}, column ${col}`;
  };
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const aliases = aliasesOf(document);
  const faults = [
    ...[...document.errors, ...document.warnings].map((error) => `${place(error.pos[0])}: ${saying(error)}`),
    ...aliases.filter(({ known }) => !known).map(({ at }) => `${place(at)}: ${AN_ALIAS}`),
  ];
  if (faults.length > 0) return { faults: faults.slice(0, MOST) };
  try {
    return { value: document.toJS(), faults };
  } catch {
    return { faults: [`${place(aliases[0]?.at ?? 0)}: aliases (*name) repeat too much of the file`] };
  }
}

/** One fault of syntax makes many of it. */
const MOST = 10;
const AN_ALIAS = "* at the beginning of a value means an alias, and there is no such anchor: put the value in quotes";

/** Every alias of the file: where it stands, and whether there is what it repeats. */
function aliasesOf(document: Document): { readonly at: number; readonly known: boolean }[] {
  const found: { at: number; known: boolean }[] = [];
  visit(document, {
    Alias(_key, alias) {
      found.push({ at: alias.range?.[0] ?? 0, known: alias.resolve(document) !== undefined });
    },
  });
  return found;
}

const SAYINGS: Partial<Record<YAMLError["code"], string>> = {
  DUPLICATE_KEY: "the same key stands there a second time",
  MULTIPLE_DOCS: "a second document begins there",
  NON_STRING_KEY: "a key must be text",
  TAB_AS_INDENT: "indent with spaces, not with tabs",
  TAG_RESOLVE_FAILED: "! at the beginning of a value means a tag, and tags are not used: put the value in quotes",
};

/** The fault in our words, as those of the library quote the file. */
const saying = ({ code }: YAMLError): string => SAYINGS[code] ?? `no YAML (${code.toLowerCase().replaceAll("_", " ")})`;

/** A source file as the rules read it. */
export interface SourceView {
  /** The code alone: comments, and what stands between quotes, are blanks of the same length. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** What stands between the quotes; undefined when it is computed. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

/** Reads a TypeScript source without a parser: strings, templates, comments and regular expressions are known. */
export function viewOf(source: string): SourceView {
  const code = blanked(source);
  return { code, imports: importsOf(code, source) };
}

const QUOTED = /(?<![.#\w])(from|import)(\s*|\s*\(\s*)"( *)"/g;

function importsOf(code: string, source: string): Import[] {
  const found: Import[] = [];
  for (const match of code.matchAll(QUOTED)) {
    const [whole, word, between = "", blank = ""] = match;
    const end = match.index + whole.length - 1;
    const dynamic = between.includes("(");
    found.push({
      target: source.slice(end - blank.length, end),
      typeOnly: dynamic
        ? /\btypeof\s*$/.test(code.slice(0, match.index))
        : word === "from" && isTypeOnly(code.slice(0, match.index)),
      dynamic,
    });
  }
  for (const _ of code.matchAll(/(?<![.#\w])(?:import\s*\((?!\s*" *")|createRequire\b)/g)) {
    found.push({ target: undefined, typeOnly: false, dynamic: true });
  }
  return found;
}

/** The statement that `from` ends begins with `import type` or `export type`. */
function isTypeOnly(before: string): boolean {
  const begins = [...before.matchAll(/\b(?:import|export)\b(\s+type\b(?!\s*(?:,|from)))?/g)].at(-1);
  return begins?.[1] !== undefined;
}

/** A slash after one of these begins a regular expression; after anything else it divides. */
const BEFORE_REGEX =
  /(?:^|[([{,;=:!&|?+\-*%<>~^]|=>|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|await))\s*$/;

function blanked(source: string): string {
  let out = "";
  /** Open braces within each template's `${`. */
  const templates: number[] = [];
  let at = 0;
  const skip = (pattern: RegExp, keep: number): void => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0] ?? source.slice(at);
    const inner = text.slice(keep, text.length - keep).replace(/[^\n]/g, " ");
    out += text.slice(0, keep) + inner + (keep > 0 ? text.slice(text.length - keep) : "");
    at += text.length;
  };
  const template = (): void => {
    skip(/[`}](?:[^`\\$]|\\.|\$(?!\{))*(?:`|\$\{|$)/sy, 1);
    if (out.endsWith("{")) templates.push(0);
  };
  while (at < source.length) {
    const char = source[at] ?? "";
    const two = source.slice(at, at + 2);
    const open = templates.at(-1);
    if (two === "//") skip(/\/\/[^\n]*/y, 0);
    else if (two === "/*") skip(/\/\*.*?(?:\*\/|$)/sy, 0);
    else if (char === '"') skip(/"(?:[^"\\\n]|\\.)*"?/sy, 1);
    else if (char === "'") skip(/'(?:[^'\\\n]|\\.)*'?/sy, 1);
    else if (char === "`") template();
    else if (char === "}" && open === 0) {
      templates.pop();
      template();
    } else if (char === "/" && BEFORE_REGEX.test(out.slice(-40))) {
      skip(/\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y, 1);
    } else {
      if (open !== undefined && char === "{") templates[templates.length - 1] = open + 1;
      if (open !== undefined && char === "}") templates[templates.length - 1] = open - 1;
      out += char;
      at += 1;
    }
  }
  return out;
}

type Loose = Readonly<Record<string, unknown>>;

/** Stands in every line of such output, however it is spaced. */
const MARK = '"@level"';
/** The message of a line whose end is missing. */
const MESSAGE = /"@message"\s{0,4}:\s{0,4}("(?:[^"\\]|\\.)*")/;

/**
 * The output of `terraform ... -json`, which is a JSON object a line, as Terraform prints it to people: messages one to
 * a line, errors and warnings in their frames, with address, file and line. Lines of another kind stay as they are, and
 * so does a log without any. Time grows with the length only.
 * @see https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */
export function unfoldJson(log: string): string {
  return log.includes(MARK) ? log.split("\n").map(unfolded).join("\n") : log;
}

function unfolded(line: string): string {
  if (!/^\s*\{/.test(line) || !line.includes(MARK)) return line;
  const said = parsed(line);
  const message = textAt(said, "@message") ?? cutMessage(line);
  if (message === undefined) return line;
  const diagnostic = objectAt(said, "diagnostic");
  if (diagnostic !== undefined) return framed(diagnosticLines(diagnostic, message));
  return /^Error: /.test(message) ? framed(message.split("\n")) : message;
}

function diagnosticLines(diagnostic: Loose, message: string): readonly string[] {
  const severity = textAt(diagnostic, "severity") === "warning" ? "Warning" : "Error";
  const summary = textAt(diagnostic, "summary");
  const detail = textAt(diagnostic, "detail");
  const address = textAt(diagnostic, "address");
  const place = placeOf(diagnostic);
  return [
    ...(summary === undefined ? message : `${severity}: ${summary}`).split("\n"),
    ...(detail === undefined ? [] : ["", ...detail.split("\n")]),
    ...(address === undefined && place === undefined ? [] : [""]),
    ...(address === undefined ? [] : [`  with ${address},`]),
    ...(place === undefined ? [] : [place]),
  ];
}

function placeOf(diagnostic: Loose): string | undefined {
  const range = objectAt(diagnostic, "range");
  const file = textAt(range, "filename");
  const line = objectAt(range, "start")?.["line"];
  if (file === undefined || typeof line !== "number") return undefined;
  const context = textAt(objectAt(diagnostic, "snippet"), "context");
  return `  on ${file} line ${line}${context === undefined ? "" : `, in ${context}`}:`;
}

const framed = (lines: readonly string[]): string => ["╷", ...lines.map((line) => `│ ${line}`), "╵"].join("\n");

function parsed(line: string): Loose | undefined {
  // What is cut off is no JSON: to find that out by trying costs far more.
  if (!line.trimEnd().endsWith("}")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function cutMessage(line: string): string | undefined {
  const quoted = MESSAGE.exec(line)?.[1];
  try {
    return quoted === undefined ? undefined : String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;

function objectAt(object: Loose | undefined, key: string): Loose | undefined {
  const value = object?.[key];
  return isObject(value) ? value : undefined;
}

function textAt(object: Loose | undefined, key: string): string | undefined {
  const value = object?.[key];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

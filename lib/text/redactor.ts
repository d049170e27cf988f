import { hideCoded, redact } from "./redact.ts";
import { hideFields } from "./secret-fields.ts";
import { hiderOf } from "./secret-known.ts";
import { soundsSecret } from "./secret-names.ts";
import { hideNamed } from "./secret-pairs.ts";
import { MASK } from "./secret-values.ts";

/** What is secret beside what Planbell knows by itself. */
export interface SecretRules {
  /** Patterns (JavaScript, upper and lower case alike) for names whose values are secret. */
  readonly keys: readonly string[];
  /** Values that are secret wherever they stand. */
  readonly values: readonly string[];
}

/** Hides secrets by the rules of one deployment. Both hide whatever {redact} hides. */
export interface Redactor {
  /** Clean text, whole: apply before anything is cut. */
  text(text: string): string;
  /** A template parameter's value, as it may be shown. */
  parameter(key: string, value: string): string;
  /** Hides the configured values alone: for text that is our own but for what it quotes. */
  values(text: string): string;
}

/** What the config file's documentation shows: names that Planbell knows more exactly by itself. */
const KNOWN_ALREADY = "pass|secret|token|key|credential";

/** @throws {SyntaxError} when a key is no pattern */
export function redactorOf({ keys, values }: SecretRules): Redactor {
  const patterns = keys.filter((key) => key !== KNOWN_ALREADY).map((key) => new RegExp(key, "i"));
  const isNamed = (name: string): boolean => patterns.some((pattern) => pattern.test(name));
  const hideValues = hiderOf(values);
  const hideOwn = (text: string): string => {
    const safe = hideValues(text);
    return patterns.length === 0 ? safe : hideNamed(hideFields(safe, isNamed), isNamed);
  };
  const text = (given: string): string => {
    const readable = hideEndless(given);
    return redact(hideOwn(hideCoded(readable, hideOwn)));
  };
  return {
    text,
    parameter: (key, value) => (soundsSecret(key) || isNamed(key) ? MASK : text(value)),
    values: hideValues,
  };
}

/** UTF-16 units. Patterns that read on run out of stack somewhere beyond two million. */
const ENDLESS = 2_000_000;

/** A line so long is nobody's to read, and what is secret in it may not be found: all of it is hidden. */
function hideEndless(text: string): string {
  if (text.length <= ENDLESS) return text;
  return text
    .split("\n")
    .map((line) => (line.length > ENDLESS ? MASK : line))
    .join("\n");
}

/** Without any rules but Planbell's own. */
export const PLAIN_REDACTOR: Redactor = redactorOf({ keys: [], values: [] });

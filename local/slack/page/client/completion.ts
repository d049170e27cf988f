import type { PageApp } from "../page-state.ts";

/** One way to go on with what is typed. */
export interface Completion {
  readonly name: string;
  /** What has to follow, or may. */
  readonly takes: string;
  readonly description: string;
  /** What stands in the field once this is taken. */
  readonly text: string;
}

/** The commands that begin like what is typed; behind a command, what may follow it; behind that, what that takes. */
export function completionsOf(typed: string, commands: PageApp["commands"]): readonly Completion[] {
  if (!typed.startsWith("/")) return [];
  const [, name = "", blank, rest = ""] = /^(\S*)(\s+)?(.*)$/s.exec(typed) ?? [];
  if (blank === undefined) {
    return commands
      .filter((command) => command.name.startsWith(name))
      .map(({ hint, ...command }) => ({ ...command, takes: hint, text: `${command.name} ` }));
  }
  const words = commands.find((command) => command.name === name)?.words ?? [];
  const [first = "", more] = rest.toLowerCase().split(/\s/, 2);
  return words
    .filter((word) => (more === undefined ? word.name.startsWith(first) : word.name === first))
    .map((word) => ({ ...word, text: word.takes === "" ? `${name} ${word.name}` : `${name} ${word.name} ` }));
}

/** Is it typed already? */
export const isTaken = ({ text }: Completion, typed: string): boolean =>
  typed.toLowerCase().startsWith(text.toLowerCase());

/** What the Tab key makes of it; undefined: nothing was begun, or nothing is left to add, and the key leads on. */
export function tabbed(typed: string, completions: readonly Completion[]): string | undefined {
  const [first] = completions;
  return first === undefined || /\s$/.test(typed) || isTaken(first, typed) ? undefined : first.text;
}

/**
 * ECMA-48: a control string with its end (window titles, links, device strings), a control sequence (colours, cursor),
 * any other escape. A control string never goes over a line's end or another control, so that no text before the next
 * introducer is looked at twice.
 */
const SEQUENCES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /(?:\u001B[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\u0000-\u001F\u007F-\u009F]*(?:\u0007|\u001B\\|\u009C)|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[ -/]*[0-~]/g;

/**
 * The text without terminal escape sequences. Of a control string that does not end on its line only the introducer
 * goes: its text stays, so that nobody can hide the rest of a log behind it. Control characters that are part of no
 * sequence stay too. Time grows with the length only, whatever the text; Node's own
 * `stripVTControlCharacters` takes seconds for 64 KB of `;?` after an escape.
 */
export const stripAnsi = (text: string): string => text.replace(SEQUENCES, "");

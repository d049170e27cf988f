import { MASK } from "./secret-values.ts";

const ARGUMENT = `(?:\\\\?"[^"\\n]*"?|'[^'\\n]*'?|[^\\s"']+)`;

/** `-u name:password`, as curl and others log in; the name stays. */
const LOGIN = "(?<![^\\s\"'`=([,])(?:-[uU](?!rl\\b)|--(?:proxy-)?user)[ \\t=]*";
const LOGINS: readonly RegExp[] = [
  new RegExp(`(${LOGIN}[^\\s:"'\\\\]{1,200}:)${ARGUMENT}`, "g"),
  new RegExp(`(${LOGIN}\\\\?"[^:"\\n]{1,200}:)[^"\\n\\\\]+`, "g"),
  new RegExp(`(${LOGIN}'[^:'\\n]{1,200}:)[^'\\n]+`, "g"),
];

/** Commands that take a password behind one letter; looked at to the end of their line. */
const COMMANDS: readonly (readonly [command: RegExp, flag: RegExp])[] = [
  // To these, `-p` with a blank and a name is a database.
  [
    /(?<![\w-])(?:mysql(?:dump|admin|import|show|check|pump|slap|sh)?|mariadb(?:-\w{1,20})?)(?![\w-])[^\n]*/g,
    new RegExp(`(\\s-p)${ARGUMENT}`, "g"),
  ],
  [
    /(?<![\w-])(?:sshpass|(?:docker|podman|helm registry) login|mongo(?:sh|dump|restore)?)(?![\w-])[^\n]*/g,
    new RegExp(`(\\s-p[ \\t=]*)${ARGUMENT}`, "g"),
  ],
  [/(?<![\w-])redis-cli(?![\w-])[^\n]*/g, new RegExp(`(\\s-a[ \\t=]*)${ARGUMENT}`, "g")],
];

/** `name:password@tcp(host:port)`, as Go's database drivers write it. Starts only where a run of characters does. */
const DATA_SOURCE = /(?<![^\s"`])([^\s"`:]*:)[^\s"`]*(?=@(?:tcp|udp|unix)\d?\()/g;

/** Hides passwords that no name stands beside: in commands and data source names. Linear in the text's length. */
export function hideArguments(text: string): string {
  let safe = text.replace(DATA_SOURCE, `$1${MASK}`);
  for (const login of LOGINS) safe = safe.replace(login, `$1${MASK}`);
  for (const [command, flag] of COMMANDS) safe = safe.replace(command, (line) => line.replace(flag, `$1${MASK}`));
  return safe;
}

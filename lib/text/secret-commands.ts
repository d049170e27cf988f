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
  [/(?<![\w-])(?:az|oc|kubectl) login(?![\w-])[^\n]*/g, new RegExp(`(\\s-p[ \\t=]+)${ARGUMENT}`, "g")],
  [/(?<![\w-])(?:useradd|usermod|7za?)(?![\w-])[^\n]*/g, new RegExp(`(\\s-p[ \\t]*)${ARGUMENT}`, "g")],
  [/(?<![\w-])(?:zip|unzip)(?![\w-])[^\n]*/g, new RegExp(`(\\s-P[ \\t]*)${ARGUMENT}`, "g")],
  [/(?<![\w-])(?:plink|pscp|psftp)(?![\w-])[^\n]*/g, new RegExp(`(\\s-pw[ \\t]+)${ARGUMENT}`, "g")],
  [/(?<![\w-])(?:sqlcmd|bcp)(?![\w-])[^\n]*/g, new RegExp(`(\\s-P[ \\t]*)${ARGUMENT}`, "g")],
  [/(?<![\w-])ldap(?:search|add|modify|delete|passwd)(?![\w-])[^\n]*/g, new RegExp(`(\\s-w[ \\t]*)${ARGUMENT}`, "g")],
  [/(?<![\w-])ossutil(?:64)?(?![\w-])[^\n]*/g, new RegExp(`(\\s-k[ \\t]+)${ARGUMENT}`, "g")],
  [
    /(?<![\w-])kubectl create secret(?![\w-])[^\n]*/g,
    new RegExp(`(--from-literal[ =][^\\s=]{1,200}=)${ARGUMENT}`, "g"),
  ],
  [/(?<![\w-])sqlplus(?![\w-])[^\n]*/g, /(\s[^\s/@"'-][^\s/@"']*\/)[^\s@"']+/g],
];

/** Where neither a name nor a flag says it: SQL, settings of Redis, `.netrc`, commands that take it by its place. */
const PLACES: readonly RegExp[] = [
  /(\bidentified\s{1,20}(?:with\s{1,20}\S{1,60}\s{1,20})?(?:by|as)\s{1,20}\\?["'])[^"'\n\\]+/gi,
  /(\bpassword\s{0,9}\(?\s{0,9}')[^'\n]+(?=')/gi,
  /(\b(?:requirepass|masterauth)[ \t]+)[^\s:=]\S*/g,
  /(\blogin[ \t]+\S{1,200}\s{1,20}password[ \t]+)\S+/g,
  /(\brabbitmqctl[ \t]+(?:add_user|change_password)[ \t]+\S{1,200}[ \t]+)[^\s"']+/g,
  /(\bhtpasswd[ \t]+-\w*b\w*[ \t]+\S{1,200}[ \t]+\S{1,200}[ \t]+)[^\s"']+/g,
];

/** `name:password@tcp(host:port)`, as Go's database drivers write it. Starts only where a run of characters does. */
const DATA_SOURCE = /(?<![^\s"`])([^\s"`:]*:)[^\s"`]*(?=@(?:tcp|udp|unix)\d?\()/g;

/** `echo name:password | chpasswd`. */
const CHPASSWD =
  /(?<![^\s"'=])([\w.-]{1,64}:)[^\s:"'|][^\s"'|]{0,127}(?=\\?["']?[ \t]{0,9}\|[ \t]{0,9}(?:sudo )?chpasswd)/g;

/** Hides passwords that no name stands beside: in commands and data source names. Linear in the text's length. */
export function hideArguments(text: string): string {
  let safe = text.replace(DATA_SOURCE, `$1${MASK}`);
  for (const login of LOGINS) safe = safe.replace(login, `$1${MASK}`);
  // Most texts have none, and looking for the name and password first takes its time.
  if (safe.includes("chpasswd")) safe = safe.replace(CHPASSWD, `$1${MASK}`);
  for (const place of PLACES) safe = safe.replace(place, `$1${MASK}`);
  for (const [command, flag] of COMMANDS) safe = safe.replace(command, (line) => line.replace(flag, `$1${MASK}`));
  return safe;
}

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type FileSettings, readFile } from "../lib/app/config/config-file.ts";
import { ConfigFault } from "../lib/model/errors.ts";
import { readConfigFile } from "./config-file.ts";
import { filledManifest, type ManifestTemplate, requestUrl } from "./filled-manifest.ts";
import { runCommand } from "./run-command.ts";

const TEMPLATE = new URL("../slack-manifest.json", import.meta.url);

/**
 * `npm run -s manifest -- --url https://... | --socket [--command /planbell]`: the Slack app's manifest, ready to paste.
 * Without `--command` the command is the config file's.
 */
function main(): undefined {
  const { values } = parseArgs({
    options: { url: { type: "string" }, socket: { type: "boolean", default: false }, command: { type: "string" } },
  });
  const faults: string[] = [];
  const url = values.url === undefined ? undefined : requestUrl(values.url);
  if (values.url !== undefined && values.socket) faults.push("--socket: has no address; leave out --url");
  if (values.url === undefined && !values.socket) {
    faults.push("--url: expected the address of the function, https://...; or --socket, while there is none");
  } else if (values.url !== undefined && url === undefined) {
    faults.push("--url: expected https://HOST, with nothing behind it but /slack/events");
  }
  const { command = "/planbell" } = fileSettings(values.command, faults);
  if (faults.length > 0) throw new ConfigFault(faults);
  const template = JSON.parse(readFileSync(TEMPLATE, "utf8")) as ManifestTemplate;
  console.log(JSON.stringify(filledManifest(template, { url, command }), null, 2));
}

/** A command that was given is checked as the config file's would be, and that file does not matter then. */
function fileSettings(given: string | undefined, faults: string[]): FileSettings {
  if (given === undefined) return readFile(readConfigFile(process.env), faults);
  const found: string[] = [];
  const settings = readFile({ command: given }, found);
  faults.push(...found.map((fault) => fault.replace("config file, command", "--command")));
  return settings;
}

await runCommand(main);

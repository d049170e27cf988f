import { at } from "../oracle/play.ts";
import type { Played } from "./stage.ts";

const short = (text: string): string => text.split("\n").slice(0, 2).join(" | ");

/** All that happened, in its order, for readers. */
export function printed({ cloud, slack, runs, ids }: Played): string {
  const lines: { readonly at: number; readonly text: string }[] = [];
  for (const run of runs) {
    const what =
      run.job?.kind === "decide"
        ? `${run.job.by.user} ${run.job.action} ${run.job.on.plan} ${run.job.on.seal.slice(0, 8)}`
        : (run.job?.kind ?? "poll");
    lines.push({ at: run.began, text: `run ${run.id} begins: ${what}` });
    const audit = run.audit
      .map(({ result, reason = "", code = "" }) => `; audit: ${result} ${reason} ${code}`)
      .join("");
    const error = run.error === undefined ? "" : ` ${String(run.error)}`;
    lines.push({ at: run.ended, text: `run ${run.id} ends ${run.end}${error}${audit}` });
  }
  for (const { run, action, plan, accepted, heard, sentAt, at: when, caller } of cloud.writes) {
    const how = `${accepted ? "taken" : "refused"}, ${heard ? "heard" : "not heard"}, sent ${at(sentAt)}`;
    lines.push({ at: when, text: `run ${run} writes ${action} ${plan} as ${caller.principal.name}: ${how}` });
  }
  for (const { run, to, text, at: when } of slack.told)
    lines.push({ at: when, text: `run ${run} tells ${to}: ${short(text)}` });
  for (const { key, versions } of slack.messages) {
    for (const { at: when, text } of versions) lines.push({ at: when, text: `${key.split(":")[0]}: ${short(text)}` });
  }
  for (const id of ids) {
    for (const { by, action, at: when } of cloud.world.state(id).records)
      lines.push({ at: when, text: `${id}: ${action} by ${by.name}` });
  }
  return lines
    .sort((a, b) => a.at - b.at)
    .map((line) => `${at(line.at)} ${line.text}`)
    .join("\n");
}

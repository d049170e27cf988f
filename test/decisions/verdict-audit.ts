import type { AuditLine } from "../../lib/app/decide/audit.ts";
import { hashOf } from "../../lib/model/hash.ts";
import type { BotRun } from "./bots.ts";
import { type DecisionRun, isDecision, nameOf } from "./decision-run.ts";
import type { Played } from "./stage.ts";

/** Each job that was judged has one line, which is true. */
export function verdictOnAudit(played: Played): string[] {
  const runs = played.runs.filter(isDecision);
  const decisions = [...new Set(runs.map(({ job }) => nameOf(job)))];
  return [
    ...played.runs.flatMap((run) => (isDecision(run) ? verdictOnRun(run, played) : noneOf(run))),
    ...decisions.flatMap((name) =>
      verdictOnDecision(
        runs.filter(({ job }) => nameOf(job) === name),
        played,
      ),
    ),
  ];
}

const noneOf = ({ id, audit }: BotRun): string[] =>
  audit.length > 0 ? [`run ${id} audits what it did not judge`] : [];

function verdictOnRun(run: DecisionRun, { cloud, runs }: Played): string[] {
  const amiss: string[] = [];
  if (run.audit.length > 1) amiss.push(`run ${run.id} has ${run.audit.length} lines of audit`);
  for (const line of run.audit) {
    const { by, action, on } = run.job;
    if (line.user !== by.user || line.plan !== on.plan) amiss.push(`run ${run.id} audits somebody else's`);
    const wrote = cloud.writes.filter((write) => {
      const other = runs[write.run - 1];
      const isOurs = other !== undefined && isDecision(other) && nameOf(other.job) === nameOf(run.job);
      return isOurs && write.at <= run.ended;
    });
    const ours = wrote.filter(({ accepted }) => accepted);
    if (line.result === "refused") {
      // What a process that died has left is unknown once somebody else has claimed the plan after it.
      const orphan = ours.every((write) => runs[write.run - 1]?.end === "died");
      if (line.reason !== "cloud-refused" && ours.length > 0 && !orphan) {
        amiss.push(`run ${run.id} audits ${line.reason} for what the cloud has taken`);
      }
      if (line.reason === "cloud-refused" && wrote.some(({ accepted, heard }) => accepted && heard)) {
        amiss.push(`run ${run.id} audits that the cloud refused what it has said it took`);
      }
      continue;
    }
    if (line.result !== (action === "approve" ? "approved" : "rejected")) amiss.push(`run ${run.id}: ${line.result}`);
    if (!isOnRecord(line, run, cloud)) amiss.push(`run ${run.id} audits ${line.result}: the cloud has none`);
    if (line.comment !== hashOf(run.job.comment)) amiss.push(`run ${run.id} audits another comment`);
  }
  return amiss;
}

/** Does the cloud have it, in that role's name? */
function isOnRecord({ principal, plan }: AuditLine, { job }: DecisionRun, cloud: Played["cloud"]): boolean {
  return cloud.world
    .state(plan)
    .records.some(({ by, action }) => `${by.kind}:${by.name}` === principal && action.toLowerCase() === job.action);
}

/** Of one that the cloud took and said so there is one line; what was never judged has none. */
function verdictOnDecision(all: readonly DecisionRun[], { cloud }: Played): string[] {
  const amiss: string[] = [];
  const [first] = all as [DecisionRun, ...DecisionRun[]];
  const name = nameOf(first.job);
  const lines = all.flatMap(({ audit }) => audit);
  const taken = lines.filter(({ result }) => result !== "refused");
  const died = all.some(({ end }) => end === "died");
  if (taken.length > 1 && !died) amiss.push(`${name}: audited ${taken.length} times`);
  const accepted = cloud.writes.some((write) => write.accepted && all.some(({ id }) => id === write.run));
  const unsure = lines.some(({ reason }) => reason === "cloud-refused");
  // A process that dies may take its line with it, or leave it to whoever comes after: the audit is no transaction.
  if (accepted && taken.length === 0 && !unsure && !died) amiss.push(`${name}: the cloud took it, and no line says so`);
  return amiss;
}

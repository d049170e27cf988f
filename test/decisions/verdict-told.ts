import { type DecisionRun, isDecision, nameOf } from "./decision-run.ts";
import type { Played } from "./stage.ts";

const JUDGED = /has taken your|^Not (approved|rejected)/m;
const UNJUDGED = /could not find out|Your first click/;

/** Everybody who decided is told, and what they are told is true. */
export function verdictOnTold(played: Played): string[] {
  return played.runs.filter(isDecision).flatMap((run) => {
    if (run.end === "died") return [];
    const told = played.slack.told.filter((one) => one.run === run.id);
    const wasDown = played.slack.isDown(run.began, run.ended);
    if (told.length !== 1) return told.length > 1 || !wasDown ? [`run ${run.id} told ${told.length} times`] : [];
    const [{ text = "", to = "" } = {}] = told;
    const lines = run.audit.length;
    const expected = UNJUDGED.test(text) ? 0 : JUDGED.test(text) ? 1 : Number.NaN;
    return [
      ...(to === run.job.by.user || to === run.job.responseUrl ? [] : [`run ${run.id} told ${to}`]),
      ...(lines === expected ? [] : [`run ${run.id} has ${lines} lines of audit and says ${text}`]),
      ...(isTrue(text, run, played) ? [] : [`run ${run.id} says what is not so: ${text}`]),
    ];
  });
}

/** Whose answer was lost may stand behind what somebody else did in the same role's name and words: nobody can tell. */
function isUnsure(user: string, plan: string, { cloud, runs }: Played): boolean {
  return runs.filter(isDecision).some(({ id, job, end, audit }) => {
    const isTheirs = job.by.user === user && job.on.plan === plan;
    const isLost = cloud.writes.some(({ run, heard }) => run === id && !heard);
    return isTheirs && (end === "died" || isLost || audit.some(({ reason }) => reason === "cloud-refused"));
  });
}

function isTrue(text: string, run: DecisionRun, played: Played): boolean {
  const { cloud, runs, sealed } = played;
  const { on, by } = run.job;
  const records = cloud.world.state(on.plan).records.filter(({ at }) => at <= run.ended);
  const wrote = cloud.writes.filter(({ plan, at }) => plan === on.plan && at <= run.ended);
  const ofUser = (user: string) => wrote.filter(({ caller }) => caller.session?.name === `planbell-${user}`);
  const isDone = (action: string): boolean => records.some((record) => record.action === action);
  if (/has taken your approval/.test(text)) return isDone("Approve");
  if (/has taken your rejection/.test(text)) return isDone("Reject");
  if (/nothing was done/.test(text)) return !wrote.some((one) => one.run === run.id && one.accepted);
  if (/first click has done/.test(text)) return ofUser(by.user).some(({ accepted }) => accepted);
  const [, whose = "", verb = ""] = /^<@(\w+)> has (approved|rejected) it already/m.exec(text) ?? [];
  if (whose !== "") {
    const action = verb === "approved" ? "Approve" : "Reject";
    return isUnsure(whose, on.plan, played) || ofUser(whose).some((one) => one.accepted && one.action === action);
  }
  if (/\(RAM role\) has approved it already/.test(text)) return isDone("Approve");
  if (/\(RAM role\) has rejected it already/.test(text)) return isDone("Reject");
  const [, busy] = /^<@(\w+)> is deciding right now/m.exec(text) ?? [];
  const begun = runs.filter(isDecision).filter(({ job }) => job.on.plan === on.plan && job.by.user === busy);
  if (busy !== undefined) return begun.some(({ began }) => began <= run.ended && began > run.began - 130_000);
  if (/first click is being/.test(text)) {
    const same = runs.filter(isDecision).filter(({ job, id }) => nameOf(job) === nameOf(run.job) && id !== run.id);
    return same.some(({ began }) => began <= run.ended);
  }
  if (/not what you were shown/.test(text)) {
    const looked = cloud.lookOf(run.id, on.plan);
    const shown = sealed.get(`${on.plan} ${on.seal}`);
    return run.job.typedName === "something else" || looked !== shown || run.job.typedName === undefined;
  }
  return true;
}

/** The thread names nobody for what somebody else did, or the cloud has not. */
export function verdictOnNames(played: Played): string[] {
  const { cloud, slack } = played;
  return slack.messages.flatMap(({ key, thread, versions }) => {
    const lines = versions[0]?.text.split("\n") ?? [];
    const plan = key.split(":")[1];
    return thread === undefined ? [] : lines.flatMap((line, n) => verdictOnName(line, lines[n - 1] ?? ""));

    function verdictOnName(line: string, before: string): string[] {
      const [, user] = /^by <@(\w+)> in Slack$/.exec(line) ?? [];
      if (user === undefined) return [];
      const [, role, minute = ""] = /^by (\S+) \(RAM role\).* · (.*) UTC$/.exec(before) ?? [];
      const did = cloud.writes.some(({ accepted, caller: { principal, session }, ...write }) => {
        const isThen = new Date(write.at).toISOString().startsWith(minute.replace(" ", "T"));
        return (
          accepted && write.plan === plan && isThen && principal.name === role && session?.name === `planbell-${user}`
        );
      });
      return did || isUnsure(user, plan ?? "", played) ? [] : [`the thread of ${plan} names ${user}: ${before}`];
    }
  });
}

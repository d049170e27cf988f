import { seconds } from "../../lib/model/brand.ts";
import { PlanbellError } from "../../lib/model/errors.ts";
import type { Write } from "./cloud.ts";
import { type DecisionRun, isDecision } from "./decision-run.ts";
import { DB, ENTITLED, ERIN, FRANK, LEAVER, NET } from "./people.data.ts";
import type { Played } from "./stage.ts";
import { verdictOnAudit } from "./verdict-audit.ts";
import { verdictOnNames, verdictOnTold } from "./verdict-told.ts";

/** A claim lasts a minute; its call begins in the first half, by clocks that differ by 10 s. */
const CLAIMED = seconds(20);
/** Between a look at a plan and the call that decides on it nobody can keep others from changing the plan. */
const GAP = seconds(31);

/** What is amiss; nothing when everybody kept to the rules, by the cloud's own memory and what people were told. */
export function verdictOn(played: Played): readonly string[] {
  const { runs, slack, last } = played;
  return [
    ...played.cloud.writes.flatMap((write) => verdictOnWrite(write, played)),
    ...verdictOnPairs(played),
    ...verdictOnAudit(played),
    ...verdictOnTold(played),
    ...verdictOnNames(played),
    ...last.flatMap(({ plan, decided, said }) => (decided ? [] : [`at last nobody can decide on ${plan}: ${said}`])),
    ...verdictOnCards(played),
    ...slack.refused.map((why) => `Slack would refuse it: ${why}`),
    ...runs.flatMap(({ id, error }) =>
      error === undefined || error instanceof PlanbellError ? [] : [`run ${id} threw ${String(error)}`],
    ),
  ];
}

/** Was it wanted, by somebody entitled, on what they were shown? */
function verdictOnWrite(write: Write, { runs, slack, sealed }: Played): string[] {
  const run = runs[write.run - 1];
  const what = `the write of run ${write.run} (${write.action} ${write.plan})`;
  if (run === undefined || !isDecision(run)) return [`${what} was wanted by nobody`];
  const { by, action, on } = run.job;
  const { principal, session } = write.caller;
  const amiss: string[] = [];
  if (on.plan !== write.plan || action !== write.action.toLowerCase()) amiss.push("is not what was wanted");
  if (session?.name !== `planbell-${by.user}`) amiss.push(`names ${session?.name} for ${by.user}`);
  if (!ENTITLED[principal.name]?.includes(by.user) || by.user === ERIN) amiss.push(`is not for ${by.user} to want`);
  if (by.user === LEAVER && write.sentAt > slack.leavesAt + GAP) amiss.push("was wanted by somebody who had left");
  const shown = sealed.get(`${on.plan} ${on.seal}`);
  const changedUnderIt = write.looked === shown && write.at - write.sentAt <= GAP;
  if (shown === undefined) amiss.push("is on what nobody was shown");
  else if (write.shape !== shown && !changedUnderIt) amiss.push(`is on ${write.shape}, not on ${shown}`);
  const both = write.pending.includes(NET.name) && write.pending.includes(DB.name);
  if (by.user === FRANK && both && write.shape === shown) amiss.push("is one of two that could be meant");
  return amiss.map((why) => `${what} ${why}`);
}

/** Nothing is repeated blindly, and nobody decides beside somebody else. */
function verdictOnPairs({ cloud: { writes }, runs }: Played): string[] {
  const amiss: string[] = [];
  for (const [n, one] of writes.entries()) {
    for (const other of writes.slice(n + 1).filter(({ plan }) => plan === one.plan)) {
      const [a, b] = one.sentAt <= other.sentAt ? [one, other] : [other, one];
      const pair = `writes of the runs ${a.run} and ${b.run} on ${a.plan}`;
      if (a.run === b.run) amiss.push(`${pair}: one run wrote twice`);
      const [first, second] = [a, b].map(({ run }) => runs[run - 1]);
      if (first === undefined || second === undefined || !isDecision(first) || !isDecision(second)) continue;
      const sameSeal = first.job.on.seal === second.job.on.seal;
      if (sameSeal && a.accepted && b.accepted) amiss.push(`${pair}: two decisions on the same`);
      if (a.run !== b.run && b.sentAt < knownAt(a, first)) amiss.push(`${pair}: the second came beside the first`);
    }
  }
  return amiss;
}

/** When whoever wrote it knew what became of it; a claim is over some time after it was sent. */
function knownAt(write: Write, run: DecisionRun): number {
  if (write.heard) return write.at;
  const judged = run.audit.find(({ reason }) => reason !== "cloud-refused");
  return Math.min(judged?.at ?? Number.POSITIVE_INFINITY, write.sentAt + CLAIMED);
}

const TITLES: Readonly<Record<string, string>> = {
  PreviewInProgress: "Previewing",
  PreviewSuccess: "Ready to run",
  PreviewFailed: "Preview failed",
  ApplicationInProgress: "Waiting for approval",
  ApplicationApproved: "Approved, not run yet",
  ApplicationRejected: "Rejected",
  ExecuteInProgress: "Running",
  ExecuteSuccess: "Succeeded",
  ExecuteFailed: "Failed",
  Canceled: "Canceled",
};

/** In the end the card says where the plan stands, and has buttons to decide while it waits. */
function verdictOnCards({ cloud, slack, ids }: Played): string[] {
  return ids.flatMap((id) => {
    const { status, pending } = cloud.world.plan(id);
    const cards = slack.messages.filter(({ key }) => key.startsWith(`card:${id}:`));
    // One that nobody had to approve when it was seen has none.
    if (cards.length === 0) return [];
    const last = cards.at(-1)?.versions.at(-1);
    const has = JSON.stringify(last?.blocks).includes('"plan_approve"');
    return [
      ...(cards.length > 1 ? [`${id} has ${cards.length} cards`] : []),
      ...(last?.text.startsWith(`${TITLES[status]}: `) ? [] : [`the card of ${id} (${status}) says ${last?.text}`]),
      ...(has === pending.length > 0 ? [] : [`the card of ${id} (${status}) ${has ? "has" : "lacks"} buttons`]),
    ];
  });
}

import type { PollReport } from "../../lib/app/report.ts";
import type { ChannelId, PlanId } from "../../lib/model/brand.ts";
import { isTerminal, isWaiting, type PlanDetail } from "../../lib/model/plan.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import type { Stored } from "../../lib/ports.ts";
import { type Cloud, waitingFor } from "./cloud.ts";
import type { Ledger } from "./ledger.ts";
import { cardLine, toldInDigest } from "./plain-renderer.ts";
import { conversation, type Standing, type Workspace } from "./slack.ts";

/** A run that has ended. */
export interface Ended {
  readonly scene: { readonly channels: readonly ChannelId[]; readonly readable: boolean };
  readonly cloud: Cloud;
  readonly slack: Workspace;
  readonly ledger: Ledger;
  /** Everything in the store. */
  readonly hot: readonly Stored[];
  readonly errors: readonly unknown[];
  /** The last polls. */
  readonly last: readonly PollReport[];
}

/** Every promise that does not hold, in words; none when the bot kept them all. */
export function brokenPromises(ended: Ended): string[] {
  return [
    ...ended.errors.map((error) => `thrown: ${error instanceof Error ? error.stack : String(error)}`),
    ...restless(ended),
    ...miscounted(ended),
    ...filesMiscounted(ended),
    ...digestLines(ended),
    ...disordered(ended),
    ...wentBack(ended),
    ...ended.scene.channels.flatMap((channel) => untold(ended, channel)),
  ];
}

/** Nothing is owed, and the last polls had nothing to do. */
function restless({ last, hot }: Ended): string[] {
  const left = hot.filter(({ key }) => key.includes("/digest/")).map(({ key }) => `a digest is left: ${key}`);
  const busy = last.flatMap((r) => {
    const { posted, updated, replied, uploaded, waiting, ambiguous, dead } = r;
    const said = { posted, updated, replied, uploaded, waiting, ambiguous, dead };
    const quiet = r.ok && Object.values(said).every((count) => count === 0);
    return quiet ? [] : [`not quiet: ${JSON.stringify(said)}`];
  });
  return [...left, ...busy];
}

/**
 * What was promised stands, and nothing else. Where history can be read: once. Where it cannot: sent at most once more
 * than its answers were lost.
 */
function miscounted(ended: Ended): string[] {
  const { scene, slack, ledger } = ended;
  const broken: string[] = [];
  for (const key of ledger.promised) {
    const stands = slack.standing(key).length;
    const sends = slack.sends.get(key) ?? 0;
    const lost = slack.lostAnswers.get(key) ?? 0;
    if (toldElsewhere(ended, key)) continue;
    if (slack.posted(key).length === 0) broken.push(`missing: ${key}`);
    if (scene.readable && stands > 1) broken.push(`stands ${stands} times: ${key}`);
    if (!scene.readable && sends > 1 + lost) broken.push(`sent ${sends} times for ${lost} lost answers: ${key}`);
  }
  for (const { mark } of slack.messages) if (!ledger.promised.has(mark.key)) broken.push(`not promised: ${mark.key}`);
  return broken;
}

/** A file stands at most once for each attempt; where it was taken, or its answer not lost, at least once. */
function filesMiscounted(ended: Ended): string[] {
  const { slack, ledger, scene } = ended;
  const broken = [...ledger.files].flatMap(([key, { task, attempts }]) => {
    const stands = slack.files.filter(({ name, channel }) => name === task && isIn(scene, key, channel)).length;
    if (stands > attempts) return [`file ${stands} times by ${attempts} attempts: ${key}`];
    if (stands > 0 || slack.filesLost.has(task) || slack.filesRefused.has(task)) return [];
    return toldElsewhere(ended, key) ? [] : [`no file: ${key}`];
  });
  const tasks = new Set([...ledger.files.values()].map(({ task }) => task));
  return [...broken, ...slack.files.flatMap(({ name }) => (tasks.has(name) ? [] : [`file not promised: ${name}`]))];
}

const isIn = ({ channels }: Ended["scene"], key: string, channel: ChannelId): boolean =>
  channels.some((c) => key.includes(`:${c}:`) && conversation(c) === channel);

/** What a channel refused is told in the default one, and owed there no more where it was given up or moved. */
function toldElsewhere({ scene, slack }: Ended, key: string): boolean {
  const destination = scene.channels.find((c) => c !== scene.channels[0] && key.includes(`:${c}`));
  return (
    destination !== undefined && slack.everRefused.has(conversation(destination)) && slack.standing(key).length === 0
  );
}

/** Whoever was promised lines in digests stands in one; where history can be read in no more than were promised. */
function digestLines({ scene, slack, ledger }: Ended): string[] {
  return [...ledger.promisedInDigest].flatMap(([promise, drafts]) => {
    const [channel, id] = promise.split(" ") as [ChannelId, PlanId];
    const keys = new Set(digestsOf(slack, channel, id).map((m) => m.mark.key));
    if (keys.size === 0 && slack.everRefused.has(conversation(channel))) return [];
    if (keys.size === 0) return [`in no digest: ${promise}`];
    return scene.readable && keys.size > drafts.size ? [`in ${keys.size} digests: ${promise}`] : [];
  });
}

/** Notes of one plan, each with its log behind it, stand in the order in which they were owed, in each channel. */
function disordered({ slack }: Ended): string[] {
  const last = new Map<string, number>();
  return slack.messages.flatMap(({ channel, mark }) => {
    const [kind, id, , seq, , part = 0] = mark.key.split(":");
    if (kind !== "note" && kind !== "log") return [];
    const thread = `${id} in ${channel}`;
    const before = last.get(thread) ?? 0;
    const place = Number(seq) * 10 + Number(part);
    last.set(thread, place);
    return before > place ? [`${kind} ${place} after ${before}: ${thread}`] : [];
  });
}

/** A card only ever goes on to what was decided later. */
function wentBack({ slack, ledger }: Ended): string[] {
  return slack.messages.flatMap(({ mark, texts }) => {
    const [kind, id] = mark.key.split(":");
    if (kind !== "card") return [];
    const said = ledger.said.get(id as PlanId) ?? [];
    let at = 0;
    for (const text of texts) {
      at = said.indexOf(text, at);
      if (at < 0) return [`went back: ${mark.key}: ${texts.join(", ")}; decided: ${said.join(", ")}`];
    }
    return [];
  });
}

/** The kind of note that tells of a state; states that are not here need none. */
const TOLD_BY: Readonly<Record<string, string>> = {
  PreviewFailed: "plan.preview-failed",
  ApplicationApproved: "plan.approved",
  ApplicationRejected: "plan.rejected",
  Canceled: "plan.canceled",
  ExecuteSuccess: "plan.succeeded",
  ExecuteFailed: "plan.failed",
};

/** Cards are in the cloud's state; whoever waits or failed is told; the last thing that happened has its note. */
function untold(ended: Ended, channel: ChannelId): string[] {
  const { cloud, slack, scene } = ended;
  const broken: string[] = [];
  // Whoever reads a channel that refused reads the default one.
  if (channel !== scene.channels[0] && slack.everRefused.has(conversation(channel))) return [];
  for (const [id, plan] of cloud.plans) {
    const cards = cardsOf(slack, channel, id);
    const told = cards.length > 0 || digestsOf(slack, channel, id).length > 0;
    const watched = wasWatched(ended, id);
    broken.push(...outdated(ended, cards, [cardLine(plan.status, waitingFor(plan))], id));
    if (!told && isDue(plan, watched)) broken.push(`no card: ${id}, ${plan.status}`);
    const kind = TOLD_BY[plan.status];
    const joined = digestsOf(slack, channel, id).some((m) => m.texts[0]?.includes(toldInDigest(id, plan.status)));
    if (told && watched && kind !== undefined && !joined && !lastNote(slack, channel, id).includes(kind)) {
      broken.push(`not told: ${id}, ${plan.status}; last note: ${lastNote(slack, channel, id)}`);
    }
  }
  for (const [id, plan] of cloud.plans) {
    if (wasApprovedUnderWatch(ended, plan) && digestsOf(slack, channel, id).length === 0) {
      const said = notesOf(slack, channel, id);
      if (cardsOf(slack, channel, id).length > 0 && !said.some((text) => text.includes("plan.approved"))) {
        broken.push(`approval not told: ${id}; notes: ${said.join(", ")}`);
      }
    }
  }
  for (const [id, plan] of cloud.deleted) {
    // What ended first may be deleted without a word.
    const may = isTerminal(plan.status) ? ["gone", cardLine(plan.status, [])] : ["gone"];
    const cards = cardsOf(slack, channel, id);
    broken.push(...outdated(ended, cards, may, id));
    const gone = cards.at(-1)?.texts.at(-1) === "gone";
    const joined = digestsOf(slack, channel, id).some((m) => m.texts[0]?.includes(toldInDigest(id, "gone")));
    if (gone && !joined && !lastNote(slack, channel, id).includes("plan.vanished"))
      broken.push(`deleted, not told: ${id}`);
  }
  broken.push(...behindTheCloud(ended));
  return broken;
}

/** Was it approved and run, and seen before that? Then its thread says so, however soon it ran. */
function wasApprovedUnderWatch({ ledger }: Ended, { id, status, history }: PlanDetail): boolean {
  const first = ledger.said.get(id)?.[0] ?? "";
  const approval = history.find((record) => record.action === "Approve");
  const seenBefore = /^(PreviewInProgress|ApplicationInProgress|PreviewSuccess)/.test(first);
  const watched = approval !== undefined && approval.at > (ledger.watchedSince ?? Number.POSITIVE_INFINITY);
  return watched && seenBefore && status.startsWith("Execute");
}

const isDue = (plan: PlanDetail, watched: boolean): boolean => {
  if (isWaiting(plan)) return true;
  const failed = plan.status === "ExecuteFailed" || plan.status === "PreviewFailed";
  const decided = plan.assignedApprovers.length > 0 && TOLD_BY[plan.status] !== undefined;
  return watched && (failed || decided);
};

/** Did the plan come into its state when the first run was over? What lay there before is only remembered. */
const wasWatched = ({ cloud, ledger }: Ended, id: PlanId): boolean =>
  (cloud.movedAt.get(id) ?? 0) > (ledger.watchedSince ?? Number.POSITIVE_INFINITY);

/** Of cards that stand twice because history cannot be read one is known, and that one is kept. */
function outdated({ scene }: Ended, cards: readonly Standing[], may: readonly string[], id: PlanId): string[] {
  const standing = cards.filter((card) => !card.deleted && !card.closed);
  const wrong = standing.filter((card) => !may.includes(card.texts.at(-1) ?? ""));
  if (wrong.length === 0 || (!scene.readable && wrong.length < cards.length)) return [];
  return wrong.map((card) => `card of ${id} says ${card.texts.at(-1)}, the cloud ${may.join(" or ")}`);
}

function behindTheCloud({ cloud, hot }: Ended): string[] {
  return hot.flatMap(({ key, value }) => {
    const record = value as unknown as PlanRecord;
    const plan = cloud.plans.get(record.id);
    if (record.kind !== "plan" || plan === undefined || record.facts.status === plan.status) return [];
    return [`record ${key} says ${record.facts.status}, the cloud ${plan.status}`];
  });
}

const cardsOf = (slack: Workspace, channel: ChannelId, id: PlanId): Standing[] =>
  slack.messages.filter((m) => m.channel === conversation(channel) && m.mark.key.startsWith(`card:${id}:`));

const digestsOf = (slack: Workspace, channel: ChannelId, id: PlanId): Standing[] =>
  slack.messages.filter(
    (m) =>
      m.channel === conversation(channel) && m.mark.type === "planbell_digest" && m.texts[0]?.split(" ").includes(id),
  );

const notesOf = (slack: Workspace, channel: ChannelId, id: PlanId): string[] =>
  slack.messages
    .filter((m) => m.channel === conversation(channel) && m.mark.key.startsWith(`note:${id}:`))
    .map((m) => m.texts[0] ?? "");

const lastNote = (slack: Workspace, channel: ChannelId, id: PlanId): string =>
  slack.messages.findLast((m) => m.channel === conversation(channel) && m.mark.key.startsWith(`note:${id}:`))
    ?.texts[0] ?? "none";

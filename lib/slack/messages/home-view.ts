import type { KnownBlock } from "@slack/types";
import type { EpochMs } from "../../model/brand.ts";
import type { View } from "../../model/view.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { isDangerous } from "../../watch/danger.ts";
import type { InstanceFacts } from "../../watch/instance-facts.ts";
import type { Failure, PlanFacts } from "../../watch/plan-facts.ts";
import { bullets, context, dateToken, header, mrkdwn, plain, richText, words } from "../blocks.ts";
import { instanceStateOf } from "./instance-words.ts";
import { type Line, rich } from "./line.ts";
import { harmless, labelOf, more, stateOf } from "./plan-words.ts";

/** Lines of each part; the rest is counted. */
const MOST_AT_HOME = 15;

/** What somebody finds at Home; every list with its most urgent first. */
export interface HomeFacts {
  /** Plans that wait for them. */
  readonly waiting: readonly PlanFacts[];
  /** Plans that they asked for. */
  readonly asked: readonly PlanFacts[];
  /** What failed in the last day, whoever asked for it. */
  readonly failed: readonly (PlanFacts | InstanceFacts)[];
  /** When the catalog was last read; undefined: never. */
  readonly asOf: EpochMs | undefined;
  /** Do the settings say who they are in the cloud? */
  readonly isMapped: boolean;
}

interface HomeOptions {
  readonly texts: Texts;
  readonly label?: string | undefined;
  readonly consoleUrl: (plan: PlanFacts) => string;
}

/**
 * The Home of one person: what waits for them, what they asked for, what failed. Nothing in it depends on the present
 * time. Whatever the facts hold, Slack takes it and nobody is mentioned.
 */
export function homeView(facts: HomeFacts, options: HomeOptions): View {
  const { texts, label } = options;
  const t = texts.home;
  const { waiting, asked, failed, asOf } = facts;
  const lines = {
    waiting: waiting.slice(0, MOST_AT_HOME).map((plan) => waitingLine(plan, options)),
    asked: asked.slice(0, MOST_AT_HOME).map((plan) => askedLine(plan, options)),
    failed: failed.slice(0, MOST_AT_HOME).map((one) => failedLine(one, options)),
  };
  const unknown = facts.isMapped ? [] : [context(plain(t.notMapped))];
  const blocks: KnownBlock[] = [
    ...part(t.waiting(waiting.length) + labelOf(label), lines.waiting, waiting.length, t.nothingWaits, texts),
    ...unknown,
    ...part(t.asked, lines.asked, asked.length, t.nothingAsked, texts),
    ...part(t.failed, lines.failed, failed.length, t.nothingFailed, texts),
    context(mrkdwn(asOf === undefined ? t.neverRead : t.asOf(dateToken(asOf)))),
  ];
  return { type: "home", blocks };
}

function part(title: string, lines: readonly Line[], total: number, nothing: string, texts: Texts): KnownBlock[] {
  if (lines.length === 0) return [header(title), richText(words(...rich([[nothing]])))];
  const all = [...lines, ...more(total - lines.length, texts).map((said): Line => [said])];
  return [header(title), richText(bullets(...all.map((line) => words(...rich([line])))))];
}

const named = (plan: PlanFacts, { texts, consoleUrl }: HomeOptions): Line[number] => {
  const url = consoleUrl(plan);
  return { stress: shown(plan.name, 60, texts.state.unnamed), ...(harmless(url) ? { url } : {}) };
};

const waitingLine = (plan: PlanFacts, options: HomeOptions): Line => [
  named(plan, options),
  `${isDangerous(plan) ? options.texts.plan.dangerous : ""} · ${options.texts.plan.waitingSince} `,
  { at: plan.since },
  ` · ${shown(plan.id, 40)}`,
];

const askedLine = (plan: PlanFacts, options: HomeOptions): Line => [
  named(plan, options),
  ` · ${stateOf(plan, options.texts)} · `,
  { at: plan.since },
  ` · ${shown(plan.id, 40)}`,
];

function failedLine(one: PlanFacts | InstanceFacts, options: HomeOptions): Line {
  const { texts } = options;
  const isPlan = "provisionedProductId" in one;
  return [
    isPlan ? named(one, options) : { stress: shown(one.name, 60, texts.state.unnamed) },
    ` · ${isPlan ? stateOf(one, texts) : instanceStateOf(one, texts)} · `,
    { at: one.since },
    ` · ${shown(one.id, 40)} · ${reasonOf(one.failure, texts)}`,
  ];
}

const reasonOf = (failure: Failure | undefined, texts: Texts): string =>
  shown(failure?.lines[0] ?? "", 150, texts.plan.noReason);

import { Refusal } from "../catalog/refusal.ts";
import { World } from "../catalog/world.ts";
import { cuesOf } from "./cues.ts";
import { type PlanAct, perform } from "./perform.ts";
import type { Act, Story } from "./scenario.ts";
import { wordsOf } from "./words.ts";

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A caption is read while things happen. */
const CAPTION = 300;

/** Every mistake in a story, as whoever wrote it wants to read it; none when it can be played. */
export function faultsOfStory(story: Story): string[] {
  const faults = [...faultsOfFrame(story), ...story.acts.flatMap((act) => faultsOfAct(story, act))];
  const of = faults.length > 0 ? faults : rehearse(story);
  return of.map((fault) => `story "${story.name}": ${fault}`);
}

function faultsOfFrame({ name, title, caption, lasts, plans, launches = [], acts }: Story): string[] {
  const names = plans.map(({ plan }) => plan.name);
  const created = acts.flatMap((act) => (act.do === "create" ? [act.plan] : []));
  return [
    ...(NAME.test(name) ? [] : ["its name has to be small letters and digits with hyphens between them"]),
    ...(title.trim() === "" ? ["it has no title"] : []),
    ...(caption.trim() === "" ? ["it has no caption"] : []),
    ...(caption.length > CAPTION ? [`its caption has ${caption.length} characters; ${CAPTION} are enough`] : []),
    ...(lasts > 0 ? [] : ["`lasts` has to be above 0 seconds"]),
    ...names.filter((one, i) => names.indexOf(one) !== i).map((one) => `two of its plans are called "${one}"`),
    ...names.filter((one) => !created.includes(one)).map((one) => `no act creates its plan "${one}"`),
    ...created.filter((one, i) => created.indexOf(one) !== i).map((one) => `its plan "${one}" is created twice`),
    ...launches
      .filter((one) => !acts.some((act) => act.do === "launch" && act.launch === one.name))
      .map((one) => `no act launches its "${one.name}"`),
  ];
}

function faultsOfAct(story: Story, act: Act): string[] {
  const what = `"${wordsOf(story, act)}" at ${act.at} s`;
  const faults = act.at >= 0 && act.at <= story.lasts ? [] : [`${what} is not within its ${story.lasts} s`];
  if ("until" in act) {
    const { until } = act;
    if (until <= act.at) faults.push(`${what} ends before it begins, at ${until} s`);
    if (until > story.lasts) faults.push(`${what} ends at ${until} s, after the story, which lasts ${story.lasts} s`);
  }
  if (act.do === "launch" && !story.launches?.some((one) => one.name === act.launch))
    faults.push(`${what} is about nothing that it has among its launches`);
  if (!("plan" in act)) return faults;
  const names = story.plans.map(({ plan }) => plan.name);
  if (!names.includes(act.plan)) {
    return [...faults, `${what} is about a plan that it does not have; it has ${names.join(", ") || "none"}`];
  }
  const born = story.acts.find((other) => other.do === "create" && other.plan === act.plan)?.at;
  if (act.do !== "create" && born !== undefined && born > act.at) {
    faults.push(`${what} comes before the plan exists: it is created at ${born} s`);
  }
  return faults;
}

/** Plays it alone in a world of its own, without a bot: what would the cloud refuse, and where do the plans end? */
function rehearse(story: Story): string[] {
  const clock = { time: 0, now: () => clock.time };
  const world = new World(clock);
  const ids = new Map<string, string>();
  const faults: string[] = [];
  const play = (act: PlanAct, words: string): void => {
    try {
      ids.set(act.plan, perform(world, story, act, ids.get(act.plan) ?? "", 1));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(`"${words}" at ${act.at} s is refused: ${error.message}`);
    }
  };
  for (const cue of cuesOf({ name: "", title: "", parts: [{ at: 0, story }], lasts: story.lasts })) {
    clock.time = cue.at * 1_000;
    if (cue.what === "act" && "plan" in cue.act) play(cue.act, cue.words);
  }
  if (faults.length > 0) return faults;
  clock.time = story.lasts * 1_000;
  return story.plans.flatMap(({ plan, ends }) => {
    const { status } = world.plan(ids.get(plan.name) ?? "");
    if (status === ends.status) return [];
    return [`its plan "${plan.name}" is ${status} when it is over, not ${ends.status}`];
  });
}

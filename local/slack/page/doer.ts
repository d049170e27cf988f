import * as v from "valibot";
import type { SlackStandIn } from "../server.ts";
import type { DeedOutcome, PageDeed } from "./page-state.ts";
import type { Stage } from "./stage.ts";

const word = v.pipe(v.string(), v.maxLength(200));
const fields = v.record(v.string(), v.unknown());
const values = v.record(v.string(), v.record(v.string(), fields));
const DEED = v.variant("do", [
  v.strictObject({
    do: v.literal("say"),
    user: word,
    channel: word,
    text: v.pipe(v.string(), v.nonEmpty(), v.maxLength(12_000)),
    threadTs: v.exactOptional(word),
  }),
  v.strictObject({
    do: v.literal("act"),
    user: word,
    at: v.union([v.strictObject({ channel: word, ts: word }), v.strictObject({ viewId: word })]),
    blockId: v.string(),
    actionId: v.string(),
    choice: v.exactOptional(fields),
    values: v.exactOptional(values),
  }),
  v.strictObject({ do: v.literal("submit"), user: word, viewId: word, values }),
  v.strictObject({ do: v.literal("dismiss"), user: word, viewId: word, clear: v.exactOptional(v.boolean()) }),
  v.strictObject({ do: v.literal("home"), user: word }),
  v.strictObject({ do: v.literal("show"), user: word, order: v.picklist(["pause", "resume", "step"]) }),
  v.strictObject({ do: v.literal("speed"), user: word, speed: v.pipe(v.number(), v.minValue(0.1), v.maxValue(100)) }),
  v.strictObject({ do: v.literal("play"), user: word, scenario: word }),
  v.strictObject({ do: v.literal("fault"), user: word, name: word }),
]);

/** What nobody of the workspace does. */
const ON_STAGE: ReadonlySet<string> = new Set(["show", "speed", "play", "fault"] satisfies PageDeed["do"][]);

/** Does what the reader of the page asks for, as the person whom they act as. */
export class Doer {
  readonly #standIn: SlackStandIn;
  readonly #stage: Stage | undefined;

  readonly #onTrouble: () => void;

  /** @param onTrouble called when something was spoilt or mended */
  constructor(standIn: SlackStandIn, stage: Stage | undefined, onTrouble: () => void) {
    this.#standIn = standIn;
    this.#stage = stage;
    this.#onTrouble = onTrouble;
  }

  /** Never throws for what the page sent: a deed that nobody understands is not done, and `said` tells why. */
  async perform(body: string): Promise<DeedOutcome> {
    let given: unknown;
    try {
      given = JSON.parse(body);
    } catch {
      return { ok: false, said: "That was no JSON." };
    }
    const read = v.safeParse(DEED, given);
    if (!read.success) return { ok: false, said: read.issues.map(({ message }) => message).join("; ") };
    const deed = read.output;
    if (ON_STAGE.has(deed.do) || this.#standIn.workspace.users.some(({ id }) => id === deed.user))
      return this.#do(deed);
    return { ok: false, said: `There is nobody called ${deed.user}.` };
  }

  async #do(deed: PageDeed): Promise<DeedOutcome> {
    const { people } = this.#standIn;
    switch (deed.do) {
      case "say":
        return this.#say(deed);
      case "act":
        return people.act(deed);
      case "submit":
        return people.submit(deed);
      case "dismiss":
        return people.dismiss(deed);
      case "home":
        return people.openHome(deed);
      case "show":
        this.#stage?.show[deed.order]();
        return { ok: true };
      case "speed":
        this.#stage?.show.setSpeed(deed.speed);
        return { ok: true };
      case "play":
        return this.#play(deed.scenario);
      case "fault":
        return this.#trouble(deed.name);
    }
  }

  /** A line that begins with a slash is a command; everything else is said in the channel. */
  async #say({ user, channel, text, threadTs }: PageDeed & { readonly do: "say" }): Promise<DeedOutcome> {
    const { people, workspace } = this.#standIn;
    if (text.startsWith("/")) return people.command({ user, channel, text, ...(threadTs ? { threadTs } : {}) });
    const place = workspace.channel(channel);
    if (place === undefined) return { ok: false, said: "There is no such channel." };
    if (!workspace.isIn(place.id, user)) return { ok: false, said: `You are not in ${place.name}.` };
    if (place.archived) return { ok: false, said: `${place.name} is archived.` };
    if (threadTs !== undefined && workspace.message(place.id, threadTs) === undefined)
      return { ok: false, said: "There is no such thread." };
    workspace.say(
      place.id,
      user,
      text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
      threadTs,
    );
    return { ok: true };
  }

  #play(scenario: string): DeedOutcome {
    const known = this.#stage?.show.state().scenarios.some(({ name }) => name === scenario) ?? false;
    if (known) this.#stage?.show.play(scenario);
    return known ? { ok: true } : { ok: false, said: `There is no scenario called ${scenario}.` };
  }

  #trouble(name: string): DeedOutcome {
    const trouble = this.#stage?.troubles.find((one) => one.name === name);
    trouble?.make();
    this.#onTrouble();
    return trouble ? { ok: true } : { ok: false, said: `Nothing is known that is called ${name}.` };
  }
}

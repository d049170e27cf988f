import { expect, vi } from "vitest";
import type { PlanSpec } from "../../local/catalog/world.ts";
import type { Deed } from "../../local/slack/deed.ts";
import { type Element, elementsOf } from "../../local/slack/elements.ts";
import type { StoredView } from "../../local/slack/views.ts";
import type { StoredMessage, User } from "../../local/slack/workspace.ts";
import { FORM, interactionForm, signatureHeaders } from "../build/signed.ts";
import { Command } from "./command.ts";
import { ALICE_IN_RAM, CHANNELS, DB, FILE, NET, SCOPES, USER_GROUPS, USERS } from "./deciding-people.data.ts";
import { openRealStage, type RealStage, SIGNING_SECRET } from "./real-stage.ts";

type Decision = "approve" | "reject";
type Fields = Record<string, unknown>;

/** A press as Slack would sign it, for a test to bend. */
export interface Press extends Fields {
  actions: [Fields & { value: string; block_id: string }];
  user: Fields;
}

/** `npm run serve` between an emulated catalog and a workspace whose people decide. */
export interface DecidingWorkspace {
  readonly stage: RealStage;
  readonly env: Readonly<Record<string, string>>;
  readonly served: Command;
  /** Where Slack reaches it; empty in Socket Mode. */
  readonly url: string;
  /** Milliseconds that the workspace's clock is ahead of all others. */
  readonly slackClock: { ahead: number };
  /** Plans that wait for the network's approvers, unless they say otherwise, each with its card. */
  waiting(...specs: readonly (Partial<PlanSpec> & { readonly name: string })[]): Promise<string[]>;
  /** The card's title, once it is that. */
  shows(plan: string, title: string): Promise<void>;
  card(plan: string): StoredMessage;
  /** The lines of each note in the card's thread, once there is one. */
  thread(plan: string): Promise<string[][]>;
  press(user: string, plan: string, action: Decision): Promise<Deed>;
  /** What Slack would send for that press: not sent. */
  pressOf(user: string, plan: string, action?: Decision): Press;
  /** Sends what somebody did, signed as Slack does. @returns the status and the body of the answer */
  send(payload: object): Promise<[number, string]>;
  types(user: string, text: string): Promise<Deed>;
  /** The modal that the person has open, once it can be sent; with anything else in it, its text. */
  modal(user: string): Promise<StoredView>;
  /** Fills in the modal and sends it. */
  submit(user: string, entered: Readonly<Record<string, string>>): Promise<Deed>;
  /** The lines of the next message that this person alone sees. */
  told(user: string): Promise<string[]>;
  /** The audit's lines of the plan, once there are so many. */
  audit(plan: string, count?: number): Promise<Fields[]>;
  /** How often the catalog was asked to decide. */
  decisions(): number;
  close(): Promise<void>;
}

const PATIENCE = { timeout: 25_000, interval: 25 };
const APP_TOKEN = "xapp-1-planbell-demo";
const COMMAND = { name: "/planbell", description: "Plans", hint: "help" };

export async function openDecidingWorkspace(
  mode: "http" | "socket",
  more: Readonly<Record<string, string>> = {},
): Promise<DecidingWorkspace> {
  const slackClock = { ahead: 0 };
  const stage = await openRealStage({
    clock: { now: () => Date.now() + slackClock.ahead },
    channels: CHANNELS,
    users: USERS,
    userGroups: USER_GROUPS,
    scopes: SCOPES,
    app: { signingSecret: SIGNING_SECRET, commands: [COMMAND], ...(mode === "socket" ? { appToken: APP_TOKEN } : {}) },
  });
  const { slack, catalog } = stage;
  const { people, workspace, views } = slack;
  for (const { name } of [NET, DB]) catalog.ram.addRole({ name });
  const env: Record<string, string> = {
    ...stage.env,
    STS_ENDPOINT: catalog.url,
    PLANBELL_POLL_SECONDS: "0.5",
    PLANBELL_CONFIG: stage.file("planbell.yaml", JSON.stringify(FILE)),
    ...(mode === "socket" ? { SLACK_APP_TOKEN: APP_TOKEN } : {}),
    ...more,
  };
  const served = new Command("local/serve.ts", [], env, stage.folder);
  const ready = await served.prints(mode === "socket" ? "planbell ready socket\n" : "planbell ready http");
  const [, origin = ""] = /planbell ready (http:\S+)\n/.exec(ready) ?? [];
  const url = origin === "" ? "" : `${origin}/slack/events`;
  if (url !== "") expect(await slack.app.enterRequestUrl(url)).toBe(true);

  const heard = new Map<string, number>();
  const card = (plan: string): StoredMessage => {
    const [found] = stage.cards(plan);
    if (found === undefined) throw new Error(`no card of ${plan}`);
    return found;
  };
  const button = (plan: string, action: Decision): Element => {
    const found = elementsOf(card(plan).blocks).find(({ actionId }) => actionId === `plan_${action}`);
    if (found === undefined) throw new Error(`no ${action} on the card of ${plan}`);
    return found;
  };
  const until = <T>(look: () => T): Promise<T> => vi.waitFor(look, PATIENCE);

  return {
    stage,
    env,
    served,
    url,
    slackClock,
    async waiting(...specs) {
      const ids = specs.map((spec) =>
        catalog.world.createPlan({ owner: ALICE_IN_RAM, approvers: [NET], previewMs: 1, ...spec }),
      );
      await until(() => expect(ids.map((id) => stage.cards(id).length)).toEqual(ids.map(() => 1)));
      return ids;
    },
    shows: (plan, title) => until(() => expect(card(plan).text.split("\n")[0]).toBe(title)),
    card,
    thread: (plan) =>
      until(() => {
        const { channel, ts } = card(plan);
        const [, ...replies] = workspace.thread(channel, ts).filter(({ ephemeralFor }) => ephemeralFor === undefined);
        expect(replies.length).toBeGreaterThan(0);
        return replies.map(({ text }) => text.split("\n"));
      }),
    press(user, plan, action) {
      const { channel, ts } = card(plan);
      const { blockId, actionId } = button(plan, action);
      return people.act({ user, at: { channel, ts }, blockId, actionId });
    },
    pressOf(user, plan, action = "approve") {
      const message = card(plan);
      const handles = {
        triggerId: slack.triggers.issue(user),
        responseUrl: slack.responseUrls.issue({ channel: message.channel, user, message }),
      };
      const done = { element: button(plan, action), choice: {}, values: {} };
      const who = workspace.user(user) as User;
      return structuredClone(slack.app.payloads.blockActions(who, { message, handles }, done)) as unknown as Press;
    },
    async send(payload) {
      const body = interactionForm(payload);
      const signature = signatureHeaders(body, { secret: SIGNING_SECRET, signedAt: Date.now() });
      const answer = await fetch(url, { method: "POST", headers: { "content-type": FORM, ...signature }, body });
      return [answer.status, await answer.text()];
    },
    types: (user, text) => people.command({ user, channel: CHANNELS[0]?.id ?? "", text }),
    modal: (user) =>
      until(() => {
        const view = views.stackOf(user).at(-1);
        expect(JSON.stringify(view?.blocks)).not.toContain("Planbell is reading the plan.");
        return view as StoredView;
      }),
    submit(user, entered) {
      const viewId = views.stackOf(user).at(-1)?.id ?? "";
      const values = Object.entries(entered).map(([id, value]) => [id, { [id]: { value } }] as const);
      return people.submit({ user, viewId, values: Object.fromEntries(values) });
    },
    told: (user) =>
      until(() => {
        const place = heard.get(user) ?? 0;
        const next = workspace.messages().filter(({ ephemeralFor }) => ephemeralFor === user)[place];
        if (next === undefined) throw new Error(`${user} was told ${place} times`);
        heard.set(user, place + 1);
        return next.text.split("\n");
      }),
    async audit(plan, count = 1) {
      return vi.waitFor(async () => {
        const stdout = await served.prints("planbell ready");
        const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
        const found = lines.map((line) => JSON.parse(line) as Fields).filter((line) => line["plan"] === plan);
        expect(found.length).toBeGreaterThanOrEqual(count);
        return found;
      }, PATIENCE);
    },
    decisions: () => catalog.calls.byAction["ApproveProvisionedProductPlan"] ?? 0,
    async close() {
      served.process.kill("SIGKILL");
      await stage.close();
    },
  };
}

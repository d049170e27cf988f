import type { ChannelId, Ms } from "../../model/brand.ts";
import type { Messenger, StateStore } from "../../ports.ts";
import type { Config } from "../config/config.ts";
import { ask } from "./ask.ts";
import { askCloud, type CloudPorts, type CloudSettings } from "./ask-cloud.ts";
import { askSlack, type SlackPorts } from "./ask-slack.ts";
import { type Check, type Checkup, fail, ok, skipped } from "./check.ts";
import { clockCheck, wayCheck } from "./judge-clock.ts";
import { askableWith, configChecks } from "./judge-config.ts";
import { storeCheck } from "./judge-store.ts";
import { namedIn } from "./named.ts";
import { tryStore } from "./try-store.ts";

/** What a doctor asks of the world; undefined where the settings have a fault. */
export interface DoctorPorts extends CloudPorts, SlackPorts {
  readonly messenger: Messenger | undefined;
  readonly openStore: (() => Promise<StateStore>) | undefined;
  /** How far this machine's clock is ahead of theirs, by their last answers; undefined where there was none. */
  readonly ahead: () => { readonly catalog: Ms | undefined; readonly slack: Ms | undefined };
  /** Different each time. */
  readonly chance: () => string;
  /** Takes the secrets out that Planbell was given. */
  readonly hide: (text: string) => string;
}

export interface DoctorSettings extends Pick<CloudSettings, "roles"> {
  readonly config: Config;
  readonly faults: readonly string[];
  /** Send a message to the default destination? */
  readonly sendTest: boolean;
}

/**
 * Looks at everything a deployment needs. Whatever is down or wrong is told, and the rest looked at all the same;
 * nothing is changed anywhere, but for one record of its own that it takes away again, and the message that was asked for.
 */
export async function examine(ports: DoctorPorts, settings: DoctorSettings): Promise<Checkup> {
  const { config, faults } = settings;
  const askable = askableWith(faults);
  const named =
    askable.file && askable.channel ? namedIn(config.routes, config.people ?? {}, config.fallback) : undefined;
  const { appToken } = config.slack;
  const [cloud, slack, store] = await Promise.all([
    askCloud(ports, {
      region: config.shard.slice(config.shard.indexOf("@") + 1),
      instances: config.sweep !== undefined,
      roles: settings.roles,
    }),
    askSlack(ports, { named, appToken: appToken === undefined || askable.socket ? appToken : "faulty" }),
    askStore(ports, config.state.kind),
  ]);
  const test = await sendTest(ports, settings, named === undefined ? undefined : config.fallback);
  const ahead = ports.ahead();
  const sides = [
    { name: "Service Catalog", ahead: ahead.catalog, ...cloud.ways },
    { name: "Slack", ahead: ahead.slack, ...slack.ways },
  ] as const;
  const all = [
    ...configChecks(config, faults),
    ...cloud.checks,
    ...slack.checks,
    store,
    clockCheck(sides),
    wayCheck(sides),
    test,
  ];
  return { ok: all.every(({ state }) => state !== "fail"), checks: all.map((check) => discreet(check, ports.hide)) };
}

async function askStore(ports: DoctorPorts, place: Config["state"]["kind"]): Promise<Check> {
  const { openStore, clock, chance } = ports;
  if (openStore === undefined) return skipped("store", "PLANBELL_STATE is to be mended first: see config");
  const tried = await ask(clock, async () => {
    const store = await openStore();
    try {
      return await tryStore(store, `doctor/${chance()}`);
    } finally {
      await store.close();
    }
  });
  return storeCheck(place, tried);
}

const TEST_TEXT = "A test of Planbell, sent by its doctor: messages arrive here. Nothing has happened.";

async function sendTest(ports: DoctorPorts, { sendTest: wanted }: DoctorSettings, to?: ChannelId): Promise<Check> {
  const name = "test message";
  const { messenger, clock, chance } = ports;
  if (!wanted) return skipped(name, "none was sent: --send-test sends one to the default destination");
  if (messenger === undefined || to === undefined) {
    return skipped(name, "none was sent: the settings it needs are to be mended first, see config");
  }
  const message = { text: TEST_TEXT, blocks: [] };
  const mark = { type: "planbell_note", key: `doctor:${chance()}` } as const;
  const sent = await ask(clock, () => messenger.post(message, { channel: to }, mark));
  if (sent.kind === "found") return ok(name, `sent to ${to}`);
  return fail(name, `not sent to ${to}: ${sent.why}`, "see the checks of Slack and of the channel");
}

/** Without secrets, wherever they may have come back from. */
const discreet = ({ name, state, text, fix }: Check, hide: DoctorPorts["hide"]): Check => ({
  name: hide(name),
  state,
  text: hide(text),
  ...(fix === undefined ? {} : { fix: hide(fix) }),
});

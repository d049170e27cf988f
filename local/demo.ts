import { buildPoll, type PollApp } from "../lib/app/build/poll.ts";
import type { Clock } from "../lib/ports.ts";
import { type BotSide, envOf, settingsFor } from "./bot-side.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "./catalog/server.ts";
import { COMMANDS } from "./demo-commands.data.ts";
import { APPROVALS, CHANNELS, PLATFORM, USER_GROUPS, USERS, WHO_IS_WHO } from "./demo-people.data.ts";
import { ROLES } from "./scenario/people.ts";
import { RunningShow, type ShowOptions } from "./scenario/running-show.ts";
import { type SlackPage, startPage } from "./slack/page/server.ts";
import { type SlackStandIn, startSlack } from "./slack/server.ts";
import { troublesOf } from "./troubles.ts";

const TOKEN = "xoxb-planbell-demo";
/** Seconds between two polls of the demonstration. */
export const POLL_SECONDS = 2;

/** The stand-ins of `npm start`: a workspace with its page and an emulated Service Catalog, all on this machine. */
export interface Demo {
  readonly page: SlackPage;
  readonly slack: SlackStandIn;
  readonly catalog: EmulatedCatalog;
  /** What plays between them; whoever runs it calls `tick()`. */
  readonly show: RunningShow;
  /** What a bot needs to work between them; never anything of the shell's own but `PLANBELL_LOCALE` and the state. */
  readonly env: Readonly<Record<string, string>>;
  /** What its config file would say. */
  readonly file: object;
  bot(): PollApp;
  close(): Promise<void>;
}

export interface DemoOptions extends Pick<ShowOptions, "scenarios" | "scenario" | "speed"> {
  readonly clock: Clock;
  /** The page's port, the two after it for the others; 0 = any free ones. */
  readonly port: number;
  /** `PLANBELL_STATE` of the bot. */
  readonly state: string;
  readonly locale: string | undefined;
  /** How a bot that runs by itself is reached; absent when there is none. */
  readonly botSide?: BotSide | undefined;
}

/** Opens all of it, or nothing: what was open when a later part could not be is closed again. */
export async function openDemo({ clock, port, state, locale, botSide, ...played }: DemoOptions): Promise<Demo> {
  const at = (offset: number): number => (port === 0 ? 0 : port + offset);
  const opened: { close(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(opened.map((one) => one.close()));
  };
  try {
    const slack = await startSlack({
      clock,
      port: at(1),
      token: TOKEN,
      channels: CHANNELS,
      users: USERS,
      userGroups: USER_GROUPS,
      app: { ...settingsFor(botSide), commands: COMMANDS },
    });
    opened.push(slack);
    const catalog = await startCatalog({ clock, port: at(2), roles: ROLES });
    opened.push(catalog);
    const show = new RunningShow({ ...played, clock, stage: { catalog, slack } });
    opened.push({ close: async () => show.close() });
    const page = await startPage(slack, { port: at(0), stage: { show, troubles: troublesOf(slack, catalog) } });
    opened.push(page);
    const env = envFor(slack, catalog, { state, locale, botSide });
    const file = { people: WHO_IS_WHO, approvals: APPROVALS };
    return { page, slack, catalog, show, env, file, bot: () => buildPoll(env, file, { clock }), close };
  } catch (error) {
    // A server that goes on listening would keep the process alive.
    await close();
    throw error;
  }
}

function envFor(
  slack: SlackStandIn,
  catalog: EmulatedCatalog,
  { state, locale, botSide }: Pick<DemoOptions, "state" | "locale" | "botSide">,
): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: TOKEN,
    ...envOf(botSide),
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret,
    SERVICE_CATALOG_ENDPOINT: catalog.url,
    STS_ENDPOINT: catalog.url,
    ROS_ENDPOINT: catalog.url,
    PLANBELL_CHANNEL: PLATFORM.id,
    PLANBELL_POLL_SECONDS: String(POLL_SECONDS),
    PLANBELL_STATE: state,
    ...(locale === undefined ? {} : { PLANBELL_LOCALE: locale }),
  };
}

import type { KnownBlock } from "@slack/types";
import { WebClient } from "@slack/web-api";
import { afterEach, expect, vi } from "vitest";
import { openFrontDesk } from "../../lib/app/build/front-desk.ts";
import { realClock } from "../../lib/app/build/real-clock.ts";
import type { CommandAnswer } from "../../lib/app/commands/asking.ts";
import { answerAtOnce } from "../../lib/app/commands/at-once.ts";
import { openDoor } from "../../lib/fc/shim.ts";
import type { Typed } from "../../lib/model/act.ts";
import { type EpochMs, type Ms, seconds } from "../../lib/model/brand.ts";
import { JobNotTaken } from "../../lib/model/errors.ts";
import type { Job } from "../../lib/model/job.ts";
import { type AppOptions, createHandler } from "../../lib/slack/app.ts";
import { modalOpener } from "../../lib/slack/modals.ts";
import { createRespond } from "../../lib/slack/respond.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { openListener } from "../../local/listener.ts";
import { type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import type { StoredView } from "../../local/slack/views.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";

export const ALICE = "U01ALICE01";
export const CHANNEL = "C0DEFAULT0";
/** 2025-11-24T16:00:00Z, by every clock here but the door's: the stand-in signs with the machine's. */
export const START = 1_764_000_000_000 as EpochMs;
const SECRET = "planbell-test-signing-secret";
const TOKEN = "xoxb-planbell-demo";

export interface FrontStage {
  readonly slack: SlackStandIn;
  /** What was handed on, in its order. */
  readonly handed: { readonly job: Job; readonly id: string }[];
  /** Lines of the log. */
  readonly log: object[];
  /** Lines of the audit. */
  readonly audited: object[];
  /** Posts a card with these blocks. @returns its ts */
  card(blocks: readonly KnownBlock[]): Promise<string>;
  press(at: { readonly ts: string; readonly blockId: string; readonly actionId: string }): Promise<unknown>;
  type(text: string): Promise<unknown>;
  /** The modal that alice has before her. */
  modal(): StoredView | undefined;
  /** What she alone was told, in its order. */
  told(): StoredMessage[];
}

export interface FrontOptions {
  readonly enabled?: boolean;
  /** What commands answer that are answered here; none: they are handed on. */
  readonly here?: (typed: Typed) => Promise<CommandAnswer>;
  readonly patience?: Ms;
  /** Nobody takes any work. */
  readonly refusing?: boolean;
  /** Of the app, in place of the front desk's. */
  readonly app?: Partial<AppOptions>;
}

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A workspace, and what answers it at once, over HTTP both ways; whatever is slow is only noted. */
export async function openFront(options: FrontOptions = {}): Promise<FrontStage> {
  const { enabled = true, here, patience, refusing, app = {} } = options;
  const clock = { now: () => START };
  const log: object[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    log.push(JSON.parse(String(line)) as object);
    return true;
  });
  ends.push(async () => stderr.mockRestore());
  const commands = [{ name: "/planbell", description: "", hint: "" }];
  const users = [{ id: ALICE, name: "alice" }];
  const slack = await startSlack({ clock, users, rate: "off", app: { signingSecret: SECRET, commands } });
  ends.push(() => slack.close());
  const { apiUrl } = slack;
  const handed: { job: Job; id: string }[] = [];
  const audited: object[] = [];
  const timeout = seconds(5);
  const desk = openFrontDesk(
    {
      jobs: {
        async submit(job, id) {
          if (refusing) throw new JobNotTaken("nobody is there");
          handed.push({ job, id });
        },
      },
      openModal: modalOpener({ token: TOKEN, apiUrl, timeout }),
      respond: createRespond({ apiUrl, timeout }),
      audit: (line) => audited.push(line),
      clock,
    },
    { texts: textsFor("en"), approvals: { enabled }, command: "/planbell" },
    {
      atOnce: (typed) => answerAtOnce({ texts: textsFor("en"), command: "/planbell" }, typed),
      here,
      ...(patience === undefined ? {} : { patience }),
    },
  );
  const load = async () => createHandler({ token: TOKEN, apiUrl, ...desk, ...app });
  const door = openDoor({ secrets: [SECRET], clock: realClock, load, log: () => {} });
  const listener = await openListener({ host: "127.0.0.1", port: 0 }, { last: () => undefined, door });
  ends.push(() => listener.close());
  expect(await slack.app.enterRequestUrl(`${listener.url}/slack/events`)).toBe(true);
  const client = new WebClient(TOKEN, { slackApiUrl: apiUrl });
  return {
    slack,
    handed,
    log,
    audited,
    card: async (blocks) => {
      const { ts } = await client.chat.postMessage({ channel: CHANNEL, text: "Card", blocks: [...blocks] });
      return ts ?? "";
    },
    press: ({ ts, ...where }) => slack.people.act({ user: ALICE, at: { channel: CHANNEL, ts }, ...where }),
    type: (text) => slack.people.command({ user: ALICE, channel: CHANNEL, text }),
    modal: () => slack.views.stackOf(ALICE).at(-1),
    told: () => slack.workspace.messages(CHANNEL).filter(({ ephemeralFor }) => ephemeralFor === ALICE),
  };
}

import { once } from "node:events";
import type { HomeView } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { AppOptions } from "../../../local/slack/app/app.ts";
import { isSigned, type Listener, openListener, SIGNING_SECRET } from "./listener.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const ALICE = "U01ALICE01";
const HOME: HomeView = { type: "home", blocks: [{ type: "divider", block_id: "line" }] };

/** Alice, an app, and a wait that takes no time and writes down how long it should have been. */
async function openBoth(options: Partial<AppOptions> = {}): Promise<Workplace & { app: Listener; waits: number[] }> {
  const app = await openListener();
  const waits: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
  };
  const settings = { requestUrl: app.url, signingSecret: SIGNING_SECRET, wait, ...options };
  return { app, waits, ...(await openWorkplace({ users: [{ id: ALICE, name: "alice" }], app: settings })) };
}
const triesOf = ({ app }: { app: Listener }): unknown[] =>
  app.heard.map(({ headers }) => [headers["x-slack-retry-num"], headers["x-slack-retry-reason"]]);
const FIRST = [undefined, undefined];

describe("Home that is opened", () => {
  it("is told to the app as signed JSON with everything that Slack says of it", async () => {
    const { slack, app } = await openBoth();
    expect(await slack.people.openHome({ user: ALICE })).toEqual({ ok: true });
    const [heard] = app.heard;
    expect(heard && isSigned(heard)).toBe(true);
    expect(heard?.headers["content-type"]).toBe("application/json");
    expect(heard?.payload).toEqual({
      token: "stand-in-verification-token",
      team_id: "T0PLANBELL",
      api_app_id: "A0PLANBELL",
      event: {
        type: "app_home_opened",
        user: ALICE,
        channel: "D01ALICE01",
        tab: "home",
        event_ts: "1764000000.000000",
      },
      type: "event_callback",
      event_id: "Ev000000001",
      event_time: 1_764_000_000,
      authorizations: [
        {
          enterprise_id: null,
          team_id: "T0PLANBELL",
          user_id: "U0PLANBELL",
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
    });
  });

  it("brings what the app published before, as the Web API gives it", async () => {
    const { slack, app, client } = await openBoth();
    const { view } = await client.views.publish({ user_id: ALICE, view: HOME });
    await slack.people.openHome({ user: ALICE });
    await slack.people.openHome({ user: ALICE });
    expect(app.heard.map(({ payload }) => payload["event_id"])).toEqual(["Ev000000001", "Ev000000002"]);
    expect(app.heard[0]?.payload["event"]).toMatchObject({
      view: { id: view?.id, hash: view?.hash, type: "home", blocks: HOME.blocks, root_view_id: view?.id },
    });
  });
});

describe("an event that the app does not take", () => {
  it("is sent four times in all: at once again, after a minute, after five more", async () => {
    const { slack, app, waits } = await openBoth();
    app.script.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
    expect(await slack.people.openHome({ user: ALICE })).toEqual({ ok: false, reason: "refused", said: "" });
    await slack.app.delivery.settled();
    expect(waits).toEqual([0, 60_000, 300_000]);
    expect(triesOf({ app })).toEqual([FIRST, ["1", "http_error"], ["2", "http_error"], ["3", "http_error"]]);
    expect(new Set(app.heard.map(({ payload }) => payload["event_id"]))).toEqual(new Set(["Ev000000001"]));
    expect(app.heard.every((one) => isSigned(one))).toBe(true);
  });

  it("is not sent again once it is taken", async () => {
    const { slack, app } = await openBoth({ patience: 2_000 });
    app.script.push("never", { status: 204 });
    expect(await slack.people.openHome({ user: ALICE })).toMatchObject({ reason: "timeout" });
    await slack.app.delivery.settled();
    expect(triesOf({ app })).toEqual([FIRST, ["1", "http_timeout"]]);
    const told = slack.traffic.all().filter(({ direction }) => direction === "app");
    expect(told).toMatchObject([
      { name: "app_home_opened", status: 0, ok: false, note: "no answer in time" },
      { name: "app_home_opened", status: 204, ok: true, note: "retry 1, http_timeout" },
    ]);
  });

  it("is not sent again when the app asks for that", async () => {
    const { slack, app, waits } = await openBoth();
    app.script.push({ status: 500 }, { status: 500, headers: { "x-slack-no-retry": "1" } });
    await slack.people.openHome({ user: ALICE });
    await slack.app.delivery.settled();
    expect(triesOf({ app })).toEqual([FIRST, ["1", "http_error"]]);
    expect(waits).toEqual([0]);
  });

  it("since nobody listens is sent again too; since there is no app is not", async () => {
    const deaf = await openBoth({ requestUrl: "http://127.0.0.1:1/slack/events" });
    expect(await deaf.slack.people.openHome({ user: ALICE })).toMatchObject({ reason: "no-app" });
    await deaf.slack.app.delivery.settled();
    const notes = deaf.slack.traffic.all().map(({ note }) => note);
    expect(notes).toEqual([
      undefined,
      "retry 1, connection_failed",
      "retry 2, connection_failed",
      "retry 3, connection_failed",
    ]);
    const alone = await openWorkplace({ users: [{ id: ALICE, name: "alice" }] });
    expect(await alone.slack.people.openHome({ user: ALICE })).toMatchObject({ reason: "no-app" });
    await alone.slack.app.delivery.settled();
    expect(alone.slack.traffic.all()).toMatchObject([{ note: "no app is connected", status: 0, ok: false }]);
  });

  it("is given up when the workspace closes", async () => {
    const waits: number[] = [];
    const untilTheEnd = async (ms: number, signal: AbortSignal): Promise<void> => {
      waits.push(ms);
      await once(signal, "abort");
    };
    const { slack, app } = await openBoth({ wait: untilTheEnd });
    app.script.push({ status: 500 });
    await slack.people.openHome({ user: ALICE });
    await slack.close();
    expect(waits).toEqual([0]);
    expect(slack.traffic.all()).toHaveLength(1);
  });
});

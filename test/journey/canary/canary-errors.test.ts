import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelId, MessageTs, PlanId, ProvisionedProductId, StackId, TaskId } from "../../../lib/model/brand.ts";
import { seconds } from "../../../lib/model/brand.ts";
import { type Aviary, CHANNEL, openAviary } from "./aviary.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { changeTexts } from "./planting.ts";
import { kindOf, Plants } from "./plants.ts";
import { plantCatalog } from "./play.ts";
import type { Passing } from "./way.ts";

let aviary: Aviary;
let plants: Plants;
beforeEach(async () => {
  aviary = await openAviary();
  plants = new Plants();
  await aviary.poll();
  aviary.catalog.world.createPlan({ name: "waiting", approvers: [{ kind: "RamUser", name: "alice" }], previewMs: 1 });
  aviary.clock.advance(seconds(5));
});
afterEach(() => aviary.close());

/** Kinds that are one word: those that could pass for an error code, a request id, a scope or a channel. */
const WORDS: readonly Kind[] = [
  ...KINDS.filter((kind) => /^[\w.:*-]+$/.test(kind.text("a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5"))),
  { name: "a GitHub token in lower case", text: (core) => `ghp_${core.toLowerCase()}` },
];
const ROUNDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** What was thrown at the poll and at every method of the catalog; and the notice of a watch that is blind. */
async function askEverything(): Promise<void> {
  await aviary.poll();
  aviary.clock.advance(seconds(600));
  await aviary.poll();
  await aviary.attempt(({ catalog }) => catalog.plan("plan-1" as PlanId));
  await aviary.attempt(({ catalog }) => catalog.task("task-1" as TaskId));
  await aviary.attempt(({ catalog }) => catalog.tasks("pp-1" as ProvisionedProductId, 5));
  await aviary.attempt(({ catalog }) => catalog.planPages().next());
  await aviary.attempt(({ catalog }) => catalog.instancePage(1));
  await aviary.attempt(({ catalog }) => catalog.instance("pp-1" as ProvisionedProductId));
  const stack = { id: "stack-1" as StackId, region: "cn-hangzhou" };
  await aviary.attempt(({ catalog }) => catalog.stack(stack));
  await aviary.attempt(({ catalog }) => catalog.stackFailures(stack, 2));
}

const plantedHeaders = (headers: Passing["headers"], round: number): Record<string, string> =>
  Object.fromEntries(
    [...Object.keys(headers), "x-acs-request-id", "x-acs-retry-after", "retry-after", "x-slack-req-id", "warning"]
      .filter((name) => name !== "content-type" && name !== "date")
      .map((name) => [name, encodeURIComponent(plants.text(`header ${name}`, kindOf(name, 0, round)))]),
  );

describe("secrets in what the catalog refuses", () => {
  const refuse = (n: number): void => {
    const { faults } = aviary.catalog;
    if (n % 4 === 0) faults.next("error500", { times: 99 });
    if (n % 4 === 1) faults.next("throttle", { times: 99 });
    if (n % 4 === 2) faults.next("error500-without-code", { times: 99 });
    if (n % 4 === 3) faults.next("down");
  };

  it.each(ROUNDS)("reach no sink beside what it says, round %d", async (round) => {
    refuse(round);
    plantCatalog(aviary, plants, { round });
    await askEverything();
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
    expect(aviary.out.join("\n")).toContain("CatalogError");
  });

  it.each(WORDS)("reach no sink instead of what it says: $name", async (kind) => {
    refuse(0);
    plantCatalog(aviary, plants, { round: 0, kind, instead: true });
    await askEverything();
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
  });

  it.each(ROUNDS)("reach no sink from its headers, round %d", async (round) => {
    refuse(round);
    aviary.ways.catalog.change((answer) => ({ ...answer, headers: plantedHeaders(answer.headers, round) }));
    await askEverything();
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
  });

  it("reach no sink where a permission is missing", async () => {
    aviary.ways.catalog.change((answer) => {
      const AccessDeniedDetail = { AuthAction: "servicecatalog:ListTasks", PolicyType: "x", AuthPrincipalOwnerId: "1" };
      const body = { RequestId: "1", Code: "NoPermission", Message: "no", AccessDeniedDetail };
      const change = (field: string): string =>
        field === "Code" ? "NoPermission" : plants.text(`refusal ${field}`, kindOf(field, 0, 1));
      return { ...answer, status: 403, body: JSON.stringify(changeTexts(body, change)) };
    });
    await askEverything();
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
  });

  it.each(ROUNDS)("reach no sink from an answer that is none, round %d", async (round) => {
    const secret = plants.text("a page", kindOf("page", 0, round));
    const bodies = [
      `<html><body>${secret}</body></html>`,
      `{"RequestId":"1","TotalCount":"${secret}`,
      JSON.stringify({ TotalCount: secret, PlanDetails: [], PlanDetail: secret, TaskDetail: [secret] }),
      JSON.stringify({ [secret]: secret }),
    ];
    let n = round;
    aviary.ways.catalog.change((answer) => ({
      ...answer,
      status: n++ % 3 === 0 ? 502 : 200,
      body: bodies[n % 4] ?? "",
    }));
    await askEverything();
    expect(plants.leaksIn(aviary.sinks())).toEqual([]);
  });
});

describe("secrets in what Slack answers", () => {
  const mark = { type: "planbell_card", key: "card:1" } as const;
  const message = { text: "hello", blocks: [] };
  const ts = "1772438400.000100" as MessageTs;
  const channel = CHANNEL as ChannelId;
  const file = { name: "a.log", title: "a log", text: "a log" };

  /** A poll that posts, and every method of the messenger. */
  async function tellEverything(): Promise<void> {
    for (let polls = 0; polls < 2; polls++) await aviary.poll();
    await aviary.attempt(({ messenger }) => messenger.post(message, { channel }, mark));
    await aviary.attempt(({ messenger }) => messenger.post(message, { channel: "U01ALICE01" as ChannelId }, mark));
    await aviary.attempt(({ messenger }) => messenger.update(message, { channel, ts }));
    await aviary.attempt(({ messenger }) => messenger.find(mark, { channel }, aviary.clock.now()));
    await aviary.attempt(({ messenger }) => messenger.upload(file, { channel }));
  }
  /** What the bot sends back is no sink: it came from there. */
  const leaks = (): readonly string[] => {
    const { "the state file": state = "", "reports and errors": out = "" } = aviary.sinks();
    return plants.leaksIn({ "the state file": state, "reports and errors": out });
  };
  const ANSWERS = {
    refused: { ok: false, error: "missing_scope", needed: "chat:write", provided: "none", warning: "w" },
    lacking: { ok: false, error: "missing_scope", needed: "chat:write", provided: "none" },
    explained: {
      ok: false,
      error: "invalid_blocks",
      errors: ["e"],
      response_metadata: { messages: ["m"], warnings: ["w"] },
    },
    taken: {
      ok: true,
      channel: CHANNEL,
      ts,
      message: { text: "t", bot_id: "B1" },
      file_id: "F1",
      upload_url: "u",
      bot_id: "B1",
    },
  };

  it.each(Object.keys(ANSWERS).flatMap((name) => WORDS.map((kind) => ({ name: name as keyof typeof ANSWERS, kind }))))(
    "reach no sink: $kind.name in every text of an answer that is $name",
    async ({ name, kind }) => {
      aviary.ways.slack.change((answer) => {
        const body = changeTexts(ANSWERS[name], (field, value) => {
          const stays = (field === "error" && name !== "refused") || field === "ts";
          return stays ? value : plants.text(`Slack's ${field}`, kind);
        });
        return { ...answer, body: JSON.stringify(body) };
      });
      await tellEverything();
      expect(leaks()).toEqual([]);
    },
  );

  // One server fault is enough: the client waits in real time before it asks again.
  it.each([
    [200, 0],
    [200, 1],
    [429, 2],
    [403, 3],
    [500, 4],
  ])("reach no sink from headers and pages with status %d, round %d", async (status, round) => {
    const secret = plants.text("a page", kindOf("page", 1, round));
    aviary.ways.slack.change(({ headers }) => ({
      status,
      headers: plantedHeaders(headers, round),
      body: round % 2 === 0 ? `<html>${secret}</html>` : JSON.stringify({ ok: false, error: secret, [secret]: 1 }),
    }));
    await tellEverything();
    expect(leaks()).toEqual([]);
  });
});

import { describe, expect, it, vi } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { buildSlack } from "../../lib/app/build/slack.ts";
import type { Env } from "../../lib/app/config/config.ts";
import { planKey, putRecord } from "../../lib/app/records.ts";
import { StoreUnusable } from "../../lib/model/errors.ts";
import type { Stored } from "../../lib/ports.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { aPlanFacts } from "../build/facts.ts";
import { aPlanRecord } from "../build/records.ts";
import { commandForm, SECRET, signed } from "../build/signed.ts";

const ENV: Env = {
  SLACK_BOT_TOKEN: "xoxb-1-canary",
  SLACK_SIGNING_SECRET: SECRET,
  ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "key",
  PLANBELL_CHANNEL: "C0DEFAULT0",
  // Nobody is there, so that nobody's language is known.
  SLACK_API_URL: "http://127.0.0.1:9/api/",
};

/** Waits for nobody, such as for the language of whoever asks. */
const HASTY = { ...realClock, sleep: async () => {} };

/** A state whose reading goes as the test says. */
class Reading extends MemoryStore {
  readonly #read: () => Promise<Stored[]>;
  constructor(read: () => Promise<Stored[]>) {
    super();
    this.#read = read;
  }
  override scan(): Promise<Stored[]> {
    return this.#read();
  }
}

/** What the door says to `/planbell pending` on this state, and what the log says of it. */
async function pendingOn(read: () => Promise<Stored[]>) {
  const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const slack = buildSlack(ENV, undefined, { store: new Reading(read), clock: HASTY });
    await slack.warm();
    const answer = await slack.door?.(signed(commandForm("pending"), { signedAt: Date.now() }));
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    return { status: answer?.status, text: JSON.parse(answer?.body ?? "{}").text, lines };
  } finally {
    log.mockRestore();
  }
}

describe("a state that does not answer", () => {
  it("in Slack's three seconds is told in time", async () => {
    const { status, text, lines } = await pendingOn(() => new Promise(() => {}));
    expect([status, text]).toEqual([200, "Planbell is still reading what it knows; the answer follows."]);
    expect(lines).toEqual([{ event: "command", kind: "late", ms: expect.any(Number) }]);
  });

  it("at all is told to whoever asked in a sentence, and to the log in full", async () => {
    const { status, text, lines } = await pendingOn(() => Promise.reject(new StoreUnusable("the disk is full")));
    expect(status).toBe(200);
    expect(text).toBe("Planbell cannot read what it knows just now; its log says why. Try again later.");
    expect(lines).toMatchObject([
      { event: "command", kind: "fault", code: "store-unusable", text: "the disk is full" },
    ]);
  });
});

describe("a state that cannot be opened", () => {
  const LOCKED = { ...ENV, PLANBELL_STATE: "sqlite:/proc/planbell/nowhere.db" };
  const asked = async (text: string): Promise<string> => {
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const slack = buildSlack(LOCKED, undefined);
    await slack.warm();
    const answer = await slack.door?.(signed(commandForm(text), { signedAt: Date.now() }));
    log.mockRestore();
    return JSON.parse(answer?.body ?? "{}").text;
  };

  it("keeps nobody from help", async () => expect(await asked("help")).toContain("What /planbell can do"));

  it("is told to whoever asks what is in it", async () => {
    expect(await asked("pending")).toBe(
      "Planbell cannot read what it knows just now; its log says why. Try again later.",
    );
  });
});

describe("an answer of this process", () => {
  it("holds no value that the settings hide", async () => {
    const store = new MemoryStore();
    const shard = "self@cn-hangzhou";
    const facts = aPlanFacts({ status: "ApplicationInProgress", name: "db of canary-of-the-settings" });
    await putRecord(store, planKey(shard, facts.id), aPlanRecord({ facts }), "absent");
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const slack = buildSlack(ENV, { redact: { values: ["canary-of-the-settings"] } }, { store, clock: HASTY });
    await slack.warm();
    const answer = await slack.door?.(signed(commandForm(`plan ${facts.id}`), { signedAt: Date.now() }));
    log.mockRestore();
    expect(answer?.body).toContain("Waiting for approval: db of ");
    expect(answer?.body).not.toContain("canary-of-the-settings");
  });
});

describe("a bug", () => {
  it("is told to whoever asked, and its place to the log, without its words", async () => {
    const { status, text, lines } = await pendingOn(() => Promise.reject(new TypeError("CANARY of undefined")));
    expect([status, text]).toEqual([200, "Something went wrong in Planbell; its log says what."]);
    expect(lines).toMatchObject([{ kind: "fault", code: "TypeError", at: expect.stringMatching(/^at .*slack-app/) }]);
    expect(JSON.stringify(lines)).not.toContain("CANARY");
  });
});

describe("a function that knows no worker", () => {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: _id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: _secret, ...keyless } = ENV;
  const FUNCTION = { ...keyless, FC_FUNCTION_NAME: "planbell-slack", PLANBELL_STATE: "postgres://me@127.0.0.1:1/none" };
  const started = (env: Env): unknown[] => {
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    buildSlack(env, undefined);
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    log.mockRestore();
    return lines;
  };

  it("says so once, as it starts", () => {
    expect(started(FUNCTION)).toEqual([
      { event: "no-worker", text: expect.stringMatching(/^PLANBELL_WORKER is not set/) },
    ]);
  });

  it("and one that knows it says nothing, nor does a process that works by itself", () => {
    expect([...started({ ...FUNCTION, PLANBELL_WORKER: "planbell-worker" }), ...started(ENV)]).toEqual([]);
  });
});

describe("a log that cannot be written", () => {
  it("takes no answer back", async () => {
    const slack = buildSlack(ENV, undefined, { store: new MemoryStore() });
    await slack.warm();
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    log.mockImplementationOnce(() => {
      throw new RangeError("CANARY");
    });
    const answer = await slack.door?.(signed(commandForm("help"), { signedAt: Date.now() }));
    const lines = log.mock.calls.slice(1).map(([line]) => JSON.parse(String(line)) as object);
    log.mockRestore();
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining("What /planbell can do") });
    expect(lines).toEqual([{ event: "slack-fault", code: "RangeError", at: expect.stringMatching(/^at /) }]);
  });
});

describe("Slack's side", () => {
  it("has no door in Socket Mode", () => {
    expect(buildSlack({ ...ENV, SLACK_APP_TOKEN: "xapp-1" }, undefined).door).toBeUndefined();
  });

  it("is not built where nobody could sign", () => {
    expect(() => buildSlack({ ...ENV, SLACK_SIGNING_SECRET: "" }, undefined)).toThrow("SLACK_SIGNING_SECRET");
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { answerCommand } from "../../lib/app/commands/command-job.ts";
import type { WorkPorts, WorkSettings } from "../../lib/app/work-ports.ts";
import { SlackError, StoreUnusable } from "../../lib/model/errors.ts";
import type { CommandJob } from "../../lib/model/job.ts";
import { aPerson, CommandStage, LIN, TEAM } from "./command-stage.ts";

const URL = "https://hooks.slack.com/commands/T01TEAM001/1/secret";
let stage: CommandStage;
let answered: { readonly url: string; readonly text: string }[];
let refuse: SlackError | undefined;
beforeEach(async () => {
  stage = new CommandStage();
  await stage.polled();
  answered = [];
  refuse = undefined;
});

/** Does a job for lin, who typed this, or asked it by a button. */
function work(text: string, over: Partial<CommandJob> = {}): Promise<void> {
  const job: CommandJob = {
    kind: "command",
    by: { team: TEAM, user: LIN },
    command: "/planbell",
    text,
    responseUrl: URL,
    ...over,
  };
  const answers = {
    respond: async (url: string, message: { readonly text: string }) => {
      if (refuse !== undefined) throw refuse;
      answered.push({ url, text: message.text });
    },
  };
  const ports = { ...stage.ports, answers } as unknown as WorkPorts;
  return answerCommand(ports, stage.settings as unknown as WorkSettings, job);
}
const breakStore = (error: Error) => {
  stage.store.scan = () => Promise.reject(error);
};

describe("a command that is answered later", () => {
  it("is answered where Slack says", async () => {
    await work("pending");
    expect(answered).toEqual([{ url: URL, text: "No plan waits for approval\nAs of 12 s ago" }]);
  });

  it("tells whoever asked when the state fails, in their language, and throws for the log", async () => {
    stage.person = aPerson({ locale: "zh" });
    const error = new StoreUnusable("the disk is full");
    breakStore(error);
    await expect(work("pending")).rejects.toBe(error);
    expect(answered.map(({ text }) => text)).toEqual(["Planbell 暂时无法读取已保存的状态，原因见其日志。请稍后重试。"]);
  });

  it("tells them of a mistake of its own, without what it was", async () => {
    const error = new TypeError("secret is not a function");
    breakStore(error);
    await expect(work("status")).rejects.toBe(error);
    expect(answered.map(({ text }) => text)).toEqual(["Something went wrong in Planbell; its log says what."]);
  });

  it("throws what went wrong first when they cannot be told, either", async () => {
    const error = new StoreUnusable("the disk is full");
    breakStore(error);
    refuse = new SlackError("used up", { code: "used_url", fault: "stale" });
    await expect(work("pending")).rejects.toBe(error);
  });

  it("throws when Slack does not take the answer", async () => {
    refuse = new SlackError("used up", { code: "used_url", fault: "stale" });
    await expect(work("pending")).rejects.toBe(refuse);
  });
});

describe("what a button asks", () => {
  const NOTHING =
    "This button answers people of Planbell's own workspace, and Slack does not say that you are one of them. If you are, press it again.";
  const pressed = async (over: Partial<CommandJob> = {}) => {
    await work("pending", { pressed: true, ...over });
    return answered.map(({ text }) => text);
  };

  it("is answered to people of the workspace, guests too", async () => {
    expect(await pressed()).toEqual(["No plan waits for approval\nAs of 12 s ago"]);
    stage.person = aPerson({ isGuest: true });
    expect(await pressed()).toHaveLength(2);
    expect(answered[1]).toEqual(answered[0]);
  });

  it.each([
    ["is foreign by the request", { by: { team: TEAM, user: LIN, home: "T0PARTNERS" } }, {}],
    ["comes from another workspace", { by: { team: "T0PARTNERS", user: LIN } }, {}],
    ["is a stranger to Slack", {}, { isForeign: true }],
    ["is of another workspace by Slack", {}, { team: "T0PARTNERS" }],
    ["is deactivated", {}, { isDeactivated: true }],
    ["is an app", {}, { isBot: true }],
  ])("tells nothing to whoever %s", async (_who, job, person) => {
    stage.person = aPerson(person);
    expect(await pressed(job)).toEqual([NOTHING]);
  });

  it("tells nothing where Slack does not know them, or does not say", async () => {
    stage.person = undefined;
    expect(await pressed()).toEqual([NOTHING]);
    stage.ports.directory.team = () => Promise.reject(new SlackError("down", { code: "timeout", fault: "transient" }));
    stage.person = aPerson();
    expect(await pressed()).toEqual([NOTHING, NOTHING]);
  });

  it("is no matter of commands that are typed: Slack lets nobody else type them", async () => {
    stage.person = aPerson({ isForeign: true });
    await work("pending");
    expect(answered).toMatchObject([{ text: "No plan waits for approval\nAs of 12 s ago" }]);
  });
});

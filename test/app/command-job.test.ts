import { beforeEach, describe, expect, it } from "vitest";
import { answerCommand } from "../../lib/app/commands/command-job.ts";
import type { WorkPorts, WorkSettings } from "../../lib/app/jobs/work.ts";
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

/** Does a job for lin, who typed this. */
function work(text: string): Promise<void> {
  const job: CommandJob = {
    kind: "command",
    by: { team: TEAM, user: LIN },
    command: "/planbell",
    text,
    responseUrl: URL,
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

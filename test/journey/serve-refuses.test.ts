import { request as post } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewAsWire } from "../../local/slack/view-wire.ts";
import type { User } from "../../local/slack/workspace.ts";
import { FORM, interactionForm, JSON_TYPE, signatureHeaders } from "../build/signed.ts";
import {
  ALICE,
  BOB,
  CAROL,
  DB,
  DORA,
  DORA_IN_RAM,
  ERIN,
  GUEST,
  LEAVER,
  MALLORY,
  NET,
  PARTNER,
  ROBOT,
} from "./deciding-people.data.ts";
import { type DecidingWorkspace, openDecidingWorkspace, type Press } from "./deciding-workspace.ts";
import { SIGNING_SECRET } from "./real-stage.ts";

let at: DecidingWorkspace;
const plans: Record<string, string> = {};
const SPECS = [
  { name: "net" },
  { name: "partners", productName: "Partner network" },
  { name: "leads", productName: "Lead network" },
  { name: "console", productName: "Console network" },
  { name: "dora", approvers: [DORA_IN_RAM] },
  { name: "both", approvers: [NET, DB] },
  { name: "edited", parameters: [{ key: "zone", value: "h" }] },
  { name: "over" },
  { name: "role" },
  { name: "remove", operation: "TerminateProvisionedProduct", provisionedProductName: "net-prod" },
] as const;

beforeAll(async () => {
  at = await openDecidingWorkspace("http");
  const ids = await at.waiting(...SPECS);
  SPECS.forEach(({ name }, n) => {
    plans[name] = ids[n] ?? "";
  });
}, 60_000);
afterAll(() => at.close());

type Name = (typeof SPECS)[number]["name"];
const plan = (name: Name): string => plans[name] ?? "";

/** Lines of the audit that were looked at, by plan. */
const seen = new Map<string, number>();

/** What the person alone is told, and what the audit says of it; the catalog was not asked to decide. */
async function refusal(user: string, id: string): Promise<{ reason: unknown; said: string | undefined }> {
  const said = (await at.told(user))[1];
  const count = (seen.get(id) ?? 0) + 1;
  const line = (await at.audit(id, count))[count - 1];
  seen.set(id, count);
  expect(line).toMatchObject({ event: "decision", result: "refused", user, plan: id });
  expect(at.decisions()).toBe(0);
  return { reason: line?.["reason"], said };
}

describe("npm run serve refuses a click", { timeout: 60_000 }, () => {
  it.each([
    ["guest", GUEST, "Guests cannot decide in Slack: ask a member of the workspace, or decide in the console."],
    ["bot", ROBOT, "Apps cannot decide: a person has to click."],
    ["foreign", PARTNER, "Only people of Planbell's own workspace can decide in Slack: decide in the console."],
    ["disabled", LEAVER, "Your account in Slack is deactivated: ask an admin of the workspace."],
    ["self", ALICE, "You asked for this plan yourself: somebody else has to decide."],
    ["not-mapped", MALLORY, "Planbell does not know for which RAM role you decide: ask whoever runs it to map you."],
    ["not-pending", DORA, "It does not wait for you: its card says for whom."],
  ])("%s", async (reason, user, said) => {
    expect(await at.send(at.pressOf(user, plan("net")))).toEqual([200, ""]);
    expect(await refusal(user, plan("net"))).toEqual({ reason, said });
  });

  it.each<[reason: string, name: Name, user: string, said: RegExp]>([
    ["shared-channel", "partners", BOB, /^People of other organizations may read this channel: /],
    ["shared-channel", "leads", BOB, /ask an admin to grant it channels:read, groups:read\.$/],
    [
      "not-mapped",
      "dora",
      DORA,
      /^Planbell decides only for RAM roles that it may assume, and yours is none of them: /,
    ],
    ["ambiguous", "both", ERIN, /^You could decide as net-approvers \(RAM role\), db-approvers \(RAM role\), /],
  ])("%s: of the plan %s", async (reason, name, user, said) => {
    expect(await at.press(user, plan(name), "approve")).toEqual({ ok: true });
    expect(await refusal(user, plan(name))).toEqual({ reason, said: expect.stringMatching(said) });
  });

  it("disabled: there are no buttons where the rules allow none, and a command leads no further", async () => {
    expect(() => at.pressOf(BOB, plan("console"))).toThrow("no approve on the card");
    await at.types(BOB, `/planbell approve ${plan("console")}`);
    expect(JSON.stringify((await at.modal(BOB)).blocks)).toContain(
      "Planbell's rules let nobody decide on this plan from here: decide in the console.",
    );
  });

  it("changed: the plan becomes another under the click", async () => {
    const id = plan("edited");
    at.stage.catalog.world.update(id, { parameters: [{ key: "zone", value: "i" }], previewMs: 0 });
    expect(await at.press(BOB, id, "approve")).toEqual({ ok: true });
    expect(await refusal(BOB, id)).toEqual({
      reason: "changed",
      said: "The plan is not what you were shown: read its card again, then decide.",
    });
  });

  it("decided: somebody was quicker in the console", async () => {
    const id = plan("over");
    at.stage.catalog.world.reject(id, NET, "From the console.");
    expect(await at.press(BOB, id, "approve")).toEqual({ ok: true });
    expect(await refusal(BOB, id)).toEqual({
      reason: "decided",
      said: "net-approvers (RAM role) has rejected it already: its card says what comes next.",
    });
  });

  it("cloud-refused: the role does not trust Planbell any more", async () => {
    at.stage.catalog.ram.addRole({ name: NET.name, trusts: [] });
    expect(await at.press(BOB, plan("role"), "approve")).toEqual({ ok: true });
    expect(await refusal(BOB, plan("role"))).toEqual({
      reason: "cloud-refused",
      said: expect.stringContaining("(NoPermission)"),
    });
    at.stage.catalog.ram.addRole({ name: NET.name });
  });
});

/** A press by Bob, who may decide, in which somebody changed something. */
function bent(name: Name, bend: (press: Press) => void): Press {
  const press = at.pressOf(BOB, plan(name));
  bend(press);
  return press;
}
const value = (press: Press, over: object): void => {
  const [action] = press.actions;
  action.value = JSON.stringify({ ...JSON.parse(action.value), ...over });
};
const sealOf = (name: Name): string => JSON.parse(at.pressOf(BOB, plan(name)).actions[0].value).s;

describe("a press that somebody made up", { timeout: 60_000 }, () => {
  it("with another plan's seal, another account, from another workspace", async () => {
    const net = plan("net");
    const block = `card:actions:${sealOf("both").slice(0, 8)}`;
    await at.send(
      bent("net", (press) => {
        value(press, { s: sealOf("both") });
        press.actions[0].block_id = block;
      }),
    );
    expect((await refusal(BOB, net)).reason).toBe("changed");
    await at.send(bent("net", (press) => value(press, { a: "other" })));
    expect((await refusal(BOB, net)).reason).toBe("not-pending");
    await at.send(bent("net", (press) => Object.assign(press["team"] as object, { id: "T0PARTNERS" })));
    expect((await refusal(BOB, net)).reason).toBe("foreign");
    await at.send(bent("net", (press) => Object.assign(press.user, { team_id: "T0PARTNERS" })));
    expect((await refusal(BOB, net)).reason).toBe("foreign");
  });

  it("that makes a dangerous plan look harmless, or asks for another name", async () => {
    const id = plan("remove");
    await at.send(
      bent("remove", (press) => {
        press.actions[0].block_id = press.actions[0].block_id.split(":").slice(0, 3).join(":");
      }),
    );
    expect((await refusal(BOB, id)).reason).toBe("changed");
    await at.send(
      bent("remove", (press) => {
        press.actions[0].block_id = press.actions[0].block_id.replace("net-prod", "lunch");
      }),
    );
    expect(await at.submit(BOB, { confirm_name: "lunch" })).toEqual({ ok: true });
    expect((await refusal(BOB, id)).reason).toBe("changed");
  });
});

/** What Slack would send when Carol sends the modal that she has open, with something else in it. */
function sent(over: { readonly private_metadata?: string }, comment: string): object {
  const { views, workspace, triggers, app } = at.stage.slack;
  const [view] = views.stackOf(CAROL);
  if (view === undefined) throw new Error("no modal is open");
  const state = { values: { comment: { comment: { type: "plain_text_input", value: comment } } } };
  const wire = { ...viewAsWire(workspace, view), ...over, state };
  return app.payloads.viewSubmission(workspace.user(CAROL) as User, wire, triggers.issue(CAROL));
}

describe("a modal that somebody made up", { timeout: 60_000 }, () => {
  it("with another plan's metadata, or more than the service takes", async () => {
    await at.press(CAROL, plan("net"), "reject");
    const metadata = (await at.modal(CAROL)).privateMetadata;
    const [, body] = await at.send(sent({}, "x".repeat(129)));
    expect(JSON.parse(body)).toEqual({
      response_action: "errors",
      errors: { comment: "At most 128 characters; these are 129." },
    });
    const other = metadata.replace(plan("net"), plan("role"));
    expect(await at.send(sent({ private_metadata: other }, "No."))).toEqual([200, ""]);
    expect((await refusal(CAROL, plan("role"))).reason).toBe("changed");
    const shared = metadata.replace("C0DEFAULT0", "C0SHARED00");
    await at.send(sent({ private_metadata: shared }, "No."));
    // What is told goes where the decision seems to come from.
    expect((await refusal(CAROL, plan("net"))).reason).toBe("shared-channel");
    const [, unreadable] = await at.send(sent({ private_metadata: metadata.replace(plan("net"), "../x") }, "No."));
    expect(JSON.parse(unreadable).errors.comment).toMatch(/^This form does not say which plan it is for\./);
  });
});

describe("a request that is not Slack's", { timeout: 60_000 }, () => {
  const CANARY = "planbell-canary";
  const secondsOn = (seconds: number): number => Date.now() + seconds * 1_000;
  /** Status and body of the answer; the canary is in whatever is sent. */
  async function answered(body: string, how: Parameters<typeof signatureHeaders>[1] & { readonly path?: string } = {}) {
    const { type = FORM, path = "" } = how;
    const headers = {
      "content-type": type,
      ...signatureHeaders(body, { secret: SIGNING_SECRET, signedAt: Date.now(), ...how }),
    };
    const answer = await fetch(at.url + path, { method: "POST", headers, body });
    return [answer.status, await answer.text()];
  }
  /** Calls that a click leads to, or a command; polls make others meanwhile. */
  const calls = (): readonly (number | undefined)[] => {
    const { slack, catalog } = at.stage;
    const asked = ["users.info", "views.open", "views.publish", "chat.postEphemeral", "response_url"];
    const { AssumeRole, ApproveProvisionedProductPlan } = catalog.calls.byAction;
    return [...asked.map((method) => slack.calls.byMethod[method]), AssumeRole, ApproveProvisionedProductPlan];
  };

  it("or too old, too new, too large, cut or of another kind, is refused, and nothing comes of it", async () => {
    const press = interactionForm({ ...at.pressOf(BOB, plan("net")), [CANARY]: CANARY });
    const before = calls();
    expect(await answered(press, { secret: CANARY })).toEqual([401, ""]);
    expect(await answered(press, { signedAt: secondsOn(-301) })).toEqual([401, ""]);
    expect(await answered(press, { signedAt: secondsOn(310) })).toEqual([401, ""]);
    expect(await answered(press.padEnd(5_000_000, "&x"))).toEqual([413, ""]);
    expect(await answered(press, { path: "/decide" })).toEqual([404, ""]);
    expect((await fetch(at.url, { method: "PUT", body: press })).status).toBe(405);
    expect(await answered(press, { type: "multipart/form-data" })).toEqual([400, ""]);
    expect(await answered(press, { type: JSON_TYPE })).toEqual([400, ""]);
    expect(await answered(press.slice(0, -40))).toEqual([400, ""]);
    await cutOff(press);
    expect(await answered(press, { secret: CANARY })).toEqual([401, ""]);
    expect(calls()).toEqual(before);
  });

  /** Promises more than it sends, and hangs up. */
  const cutOff = (body: string): Promise<void> =>
    new Promise((resolve) => {
      const signature = signatureHeaders(body, { secret: SIGNING_SECRET, signedAt: Date.now() });
      const headers = { "content-type": FORM, "content-length": String(body.length), ...signature };
      const request = post(at.url, { method: "POST", headers });
      request.on("error", () => undefined);
      request.on("close", resolve);
      request.write(body.slice(0, 100), () => request.destroy());
    });

  it("nor is anybody's Home made whom Planbell refused; and its log holds no secret and nothing that was sent", async () => {
    expect([GUEST, PARTNER, MALLORY, BOB].map((user) => at.stage.slack.views.homeOf(user))).toEqual(
      new Array(4).fill(undefined),
    );
    await at.types(BOB, `/planbell reject ${plan("net")} ${CANARY}`);
    at.served.process.kill("SIGTERM");
    const { code, stdout, stderr } = await at.served.end();
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.slice(1).every((line) => JSON.parse(line).event === "decision")).toBe(true);
    const log = stdout + stderr;
    const { SLACK_BOT_TOKEN = "", ALIBABA_CLOUD_ACCESS_KEY_SECRET = "" } = at.env;
    for (const secret of [CANARY, SIGNING_SECRET, SLACK_BOT_TOKEN, ALIBABA_CLOUD_ACCESS_KEY_SECRET, "/response/"]) {
      expect(log).not.toContain(secret);
    }
    expect(stderr).toMatch(/\{"event":"press","kind":"plan_approve","ms":\d+,"result":"submitted"\}/);
  });
});

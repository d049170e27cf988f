import { describe, expect, it } from "vitest";
import type { ChannelId, MessageTs, PlanId } from "../../../lib/model/brand.ts";
import type { Sealed } from "../../../lib/model/job.ts";
import {
  actionsBlockId,
  buttonValue,
  formMetadata,
  isName,
  nameToType,
  readActionsBlock,
  readButton,
  readFormMetadata,
} from "../../../lib/slack/messages/decision-codec.ts";

const SEAL = "0123456789abcdef0123456789abcdef";
const on: Sealed = { account: "self", plan: "plan-bp1sample" as PlanId, seal: SEAL };
const VALUE = `{"a":"self","p":"plan-bp1sample","s":"${SEAL}"}`;
const CHANNEL = "C0123ABCD" as ChannelId;
const TS = "1795449600.000100" as MessageTs;

describe("a button's value", () => {
  it("is account, plan and seal", () => expect(buttonValue(on)).toBe(VALUE));
  it("is read back", () => expect(readButton(VALUE)).toEqual(on));
  it.each([
    ["no text", 7],
    ["no JSON", "{"],
    ["a list", `["self"]`],
    ["nothing", "null"],
    ["without a seal", `{"a":"self","p":"plan-1"}`],
    ["with one more key", VALUE.replace("}", `,"x":1}`)],
    ["a seal in capitals", VALUE.replace("abcdef", "ABCDEF")],
    ["a short seal", VALUE.replace("0123", "")],
    ["a plan with a slash", VALUE.replace("plan-bp1sample", "hot/plan")],
    ["a plan that is a number", VALUE.replace(`"plan-bp1sample"`, "7")],
    ["an account with a blank", VALUE.replace("self", "se lf")],
    ["no account", VALUE.replace("self", "")],
  ])("is not one: %s", (_what, value) => expect(readButton(value)).toBeUndefined());
});

describe("the block of a card's buttons", () => {
  it("is named by the beginning of the seal", () => {
    expect(actionsBlockId(SEAL)).toBe("card:actions:01234567");
    expect(readActionsBlock("card:actions:01234567")).toEqual({ revision: "01234567" });
  });
  it("brings the name that has to be typed, whatever stands in it", () => {
    expect(actionsBlockId(SEAL, "web: 生产")).toBe("card:actions:01234567:web: 生产");
    expect(readActionsBlock("card:actions:01234567:web: 生产")).toEqual({ revision: "01234567", name: "web: 生产" });
  });
  it("fits, with the longest name, into what Slack takes", () => {
    const name = nameToType({ id: "plan-1", provisionedProductName: "n".repeat(5_000) });
    expect(name).toBe("n".repeat(128));
    expect(readActionsBlock(actionsBlockId(SEAL, name))).toEqual({ revision: "01234567", name });
  });
  it.each([
    ["card:actions"],
    ["card:actions:0123456"],
    ["card:actions:012345678"],
    ["card:actions:01234567:"],
    ["card:actions:01234567:two\nlines"],
    [`card:actions:01234567:${"n".repeat(129)}`],
    ["another:actions:01234567"],
    [undefined],
  ])("is none of ours: %j", (blockId) => expect(readActionsBlock(blockId)).toBeUndefined());
});

describe("the name that has to be typed", () => {
  it("is the provisioned product's, as people see it", () =>
    expect(nameToType({ id: "plan-1", provisionedProductName: " orders\u200B-db \u202E" })).toBe("orders-db"));
  it("is cut between characters", () =>
    expect(nameToType({ id: "plan-1", provisionedProductName: `${"n".repeat(127)}😀` })).toBe("n".repeat(127)));
  it("is the plan's id where there is no other", () =>
    expect(nameToType({ id: "plan-1", provisionedProductName: " \u200B" })).toBe("plan-1"));
  it("may be typed with blanks around it, and put together another way", () => {
    expect(isName("  cafe\u0301-db ", "caf\u00E9-db")).toBe(true);
    expect(isName("cafe-db", "caf\u00E9-db")).toBe(false);
    expect(isName("Orders-db", "orders-db")).toBe(false);
    expect(isName("", "orders-db")).toBe(false);
  });
  it("is compared as far as it was shown", () => expect(isName("n".repeat(128), "n".repeat(200))).toBe(true));
});

describe("what a modal carries", () => {
  const whole = `{"a":"self","p":"plan-bp1sample","s":"${SEAL}","d":"reject","c":"C0123ABCD","t":"1795449600.000100"}`;
  it("is the button's value, the decision and the card", () =>
    expect(formMetadata({ on, action: "reject", channel: CHANNEL, ts: TS })).toBe(whole));
  it("has no card where it was opened by a command", () =>
    expect(formMetadata({ on, action: "approve", channel: CHANNEL })).toBe(
      `{"a":"self","p":"plan-bp1sample","s":"${SEAL}","d":"approve","c":"C0123ABCD"}`,
    ));
  it("is read back, with a card and without", () => {
    expect(readFormMetadata(whole)).toEqual({ on, action: "reject", channel: CHANNEL, ts: TS });
    expect(readFormMetadata(`{"a":"self","p":"plan-bp1sample","s":"${SEAL}","d":"approve"}`)).toEqual({
      on,
      action: "approve",
    });
    expect(readFormMetadata(`{"a":"self","p":"plan-bp1sample","s":"${SEAL}","d":"approve","c":"D0123"}`)).toEqual({
      on,
      action: "approve",
      channel: "D0123",
    });
  });
  it.each([
    ["a button's value", VALUE],
    ["another decision", whole.replace("reject", "cancel")],
    ["a person for a channel", whole.replace("C0123ABCD", "U0123ABCD")],
    ["a ts that is none", whole.replace("1795449600.000100", "now")],
    ["a ts without a channel", whole.replace(`"c":"C0123ABCD",`, "")],
    ["one more key", whole.replace("{", `{"e":1,`)],
    ["nothing", ""],
  ])("is not it: %s", (_what, value) => expect(readFormMetadata(value)).toBeUndefined());
});

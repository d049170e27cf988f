import { describe, expect, it } from "vitest";
import { createRenderer } from "../../lib/app/deliver/render.ts";
import { cardOf } from "../../lib/app/deliver/render-record.ts";
import type { ChannelId, TaskId } from "../../lib/model/brand.ts";
import type { Message } from "../../lib/model/message.ts";
import { type DigestRecord, RECORD_FORMAT } from "../../lib/notify/record.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { aDigestMember, aFailure, aPlanFacts } from "../build/facts.ts";
import { anInstanceFacts } from "../build/instances.ts";
import { aPlanRecord } from "../build/records.ts";

const render = createRenderer({
  texts: textsFor("en"),
  label: undefined,
  consolePlan: "https://c/{planId}",
  buttons: false,
});
const buttonsOf = (...given: Parameters<typeof aPlanFacts>) => {
  const record = aPlanRecord({ facts: aPlanFacts(...given) });
  return cardOf(render, record, { buttons: true }).blocks.filter(({ type }) => type === "actions").length;
};

describe("a card that people may decide from", () => {
  it("has buttons while its plan waits, and no longer", () => {
    expect(buttonsOf()).toBe(1);
    expect(buttonsOf({ status: "ApplicationApproved" })).toBe(0);
    expect(buttonsOf({ gone: true })).toBe(0);
  });

  it("has none before anybody knows what the plan would change", () => {
    const { changes: _unknown, ...facts } = aPlanFacts();
    const card = cardOf(render, aPlanRecord({ facts }), { buttons: true });
    expect(card.blocks.some(({ type }) => type === "actions")).toBe(false);
  });

  it("has none where the rule that led there wants none", () => {
    expect(cardOf(render, aPlanRecord({ facts: aPlanFacts() }), {}).blocks.some(({ type }) => type === "actions")).toBe(
      false,
    );
  });

  it("is sealed by what it shows: another parameter, another seal", () => {
    const sealed = (mark: string) =>
      JSON.stringify(
        cardOf(render, aPlanRecord({ facts: aPlanFacts({ parameters: [{ key: "size", shown: "***", mark }] }) }), {
          buttons: true,
        }),
      );
    const sealIn = (card: string) => /\\"s\\":\\"([0-9a-f]{32})\\"/.exec(card)?.[1];
    expect(sealIn(sealed("a"))).toMatch(/^[0-9a-f]{32}$/);
    expect(sealIn(sealed("a"))).not.toBe(sealIn(sealed("b")));
  });
});

describe("messages that may be asked", () => {
  const asking = createRenderer({
    texts: textsFor("en"),
    label: undefined,
    consolePlan: "https://c/{planId}",
    buttons: true,
  });
  /** Every action id, in its order. */
  const asked = ({ blocks }: Message): string[] =>
    [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, id = ""]) => id);
  const failure = aFailure({ taskId: "task-1" as TaskId });

  it("are cards: of a plan its details, and its log once it failed; of what was deleted nothing", () => {
    expect(asked(asking.card(aPlanFacts()))).toEqual(["plan_details"]);
    expect(asked(asking.card(aPlanFacts({ failure })))).toEqual(["plan_details", "log_open"]);
    expect(asked(asking.card(aPlanFacts({ failure, gone: true })))).toEqual([]);
    expect(asked(render.card(aPlanFacts({ failure })))).toEqual([]);
  });

  it("are cards of provisioned products that failed", () => {
    expect(asked(asking.instanceCard(anInstanceFacts({ failure })))).toEqual(["log_open"]);
    expect(asked(asking.instanceCard(anInstanceFacts({ failure, gone: true })))).toEqual([]);
    expect(asked(render.instanceCard(anInstanceFacts({ failure })))).toEqual([]);
  });

  it("are digests", () => {
    const digest: DigestRecord = {
      format: RECORD_FORMAT,
      kind: "digest",
      key: "digest:1",
      destination: "C0DEFAULT0" as ChannelId,
      members: [aDigestMember()],
      total: 1,
    };
    expect(asked(asking.digest(digest))).toEqual(["digest_show"]);
    expect(asked(render.digest(digest))).toEqual([]);
  });
});

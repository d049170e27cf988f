import { describe, expect, it } from "vitest";
import { createRenderer } from "../../lib/app/deliver/render.ts";
import { cardOf } from "../../lib/app/deliver/render-record.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { aPlanFacts } from "../build/facts.ts";
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

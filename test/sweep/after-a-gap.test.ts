import { describe, expect, it } from "vitest";
import { type Ms, minutes, ms, type PlanId } from "../../lib/model/brand.ts";
import { type Cloud, waitingFor } from "./cloud.ts";
import { aScene, type Deed, play } from "./stage.ts";

const PLANS = Array.from({ length: 60 }, (_, n) => `plan-${String(n + 1).padStart(4, "0")}` as PlanId);

const at = (when: Ms, act: (cloud: Cloud) => void): Deed => ({ at: when, act });
const allWait = at(ms(0), (cloud) => {
  for (const id of PLANS) {
    cloud.submit(id);
    cloud.wait(id);
  }
});

const approveAll = (cloud: Cloud): void => {
  for (const id of PLANS) cloud.decide(id, "Approve");
};

describe("a gap in which sixty plans are approved", () => {
  it("is told in few notes and in digests, though one run cannot look at all of them", async () => {
    const { broken, slack, cloud } = await play(
      aScene({
        polls: 14,
        deeds: [allWait, at(minutes(4), approveAll)],
        // The lists fail for six polls.
        outages: [{ from: 19, calls: 12 }],
      }),
    );
    expect(broken).toEqual([]);
    const approved = slack.messages.filter((m) => m.texts[0] === "plan.approved");
    const digests = slack.messages.filter((m) => m.mark.type === "planbell_digest" && m.texts[0]?.includes("Approved"));
    expect(slack.messages.some((m) => m.texts[0] === "watch.blind")).toBe(true);
    // Ten of each run, and two runs to look at sixty.
    expect(approved.length).toBeGreaterThan(0);
    expect(approved.length).toBeLessThanOrEqual(20);
    expect(digests.length).toBeGreaterThan(0);
    expect(PLANS.filter((id) => waitingFor(cloud.plans.get(id) as never).length > 0)).toEqual([]);
  });
});

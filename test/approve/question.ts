import type { Question } from "../../lib/approve/judge.ts";
import { planSeal } from "../../lib/approve/seal.ts";
import type { ChannelId } from "../../lib/model/brand.ts";
import type { People } from "../../lib/notify/people.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aPlanFacts } from "../build/facts.ts";
import { NOW, OPS } from "../build/records.ts";

export const SALT = "salt-of-the-tests";
const NET_ARN = "acs:ram::1466115886170001:role/net-approvers";

/** The seal of these facts. */
export const sealOf = (facts: PlanFacts): string => planSeal(facts, SALT) ?? "";

export const people = (map: Record<string, readonly string[]>): People => map as unknown as People;

/** Carol stands for the network approvers, whom alice's plan waits for, and decides on what was shown of it. */
export function aQuestion(over: Partial<Question> = {}): Question {
  const facts = over.facts ?? aPlanFacts();
  return {
    user: "U03CAROL01",
    action: "approve",
    seal: sealOf(facts),
    typed: undefined,
    facts,
    record: { salt: SALT },
    rules: { enabled: true, roles: { "RamRole:net-approvers": NET_ARN }, allowSelf: false },
    people: people({ "RamUser:alice": ["U01ALICE01"], "RamRole:net-approvers": ["U03CAROL01"] }),
    members: new Map(),
    routes: [{ to: [OPS] }],
    accountName: "self",
    destination: OPS as ChannelId,
    now: NOW,
    ...over,
  };
}

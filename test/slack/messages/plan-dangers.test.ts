import { describe, expect, it } from "vitest";
import type { StatefulKind } from "../../../lib/model/stateful.ts";
import { STATEFUL_KINDS } from "../../../lib/model/stateful.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import type { ChangeFact, PlanFacts } from "../../../lib/watch/plan-facts.ts";
import { aChange, aChangesFact, aPlanFacts, dangerousChanges } from "../../build/facts.ts";
import { ALL_TEXTS, literal } from "./hostile.ts";

const options = { texts: textsFor("en"), label: "prod" };
const card = (over: Partial<PlanFacts>) => planCard(aPlanFacts(over), options);
/** Every line of the card's text that tells of a danger. */
const dangers = (over: Partial<PlanFacts>): string[] =>
  card(over)
    .text.split("\n")
    .filter((line) => line.startsWith("Danger: "));
const row = (over: Partial<ChangeFact>): ChangeFact =>
  aChange({ logicalId: "orders", type: "alicloud_db_instance", danger: "database", ...over });
const only = (over: Partial<ChangeFact>) =>
  dangers({ changes: aChangesFact({ counts: {}, rows: [row(over)], dangers: 1 }) });

describe("the card of a dangerous plan", () => {
  it("says so in words directly below its facts, and first in its text", () => {
    const message = card({ changes: dangerousChanges() });
    expect(message.text.split("\n").slice(0, 4)).toEqual([
      "Waiting for approval: vpc-prod [prod]",
      "Danger: Removes the database orders (alicloud_db_instance)",
      "Danger: Replaces the database users (ALIYUN::RDS::DBInstance): its data is lost unless it is saved elsewhere",
      "Waiting for: any one of bob (RAM user), net-approvers (RAM role)",
    ]);
    expect(literal([message.blocks[2]])).toEqual([
      ...["Danger: ", "Removes the database orders (alicloud_db_instance)", "\n"],
      "Danger: ",
      "Replaces the database users (ALIYUN::RDS::DBInstance): its data is lost unless it is saved elsewhere",
    ]);
    expect(literal([message.blocks[3]])[0]).toBe("Changes: ");
  });

  it.each<[Partial<ChangeFact>, string]>([
    [{ action: "Remove" }, "Danger: Removes the database orders (alicloud_db_instance)"],
    [
      { action: "Modify", replacement: "Conditional" },
      "Danger: May replace the database orders (alicloud_db_instance): then its data is lost unless it is saved elsewhere",
    ],
    [
      { action: "Modify", replacement: "Maybe" },
      'Danger: Modifies the database orders (alicloud_db_instance), replacement "Maybe": Planbell does not know whether it is replaced',
    ],
    [
      { action: "Import" },
      'Danger: Does "Import" to the database orders (alicloud_db_instance): Planbell does not know what that means',
    ],
    [
      { action: "Modify", replacement: "True", type: "alicloud_vpc", danger: "vpc" },
      "Danger: Replaces the VPC orders (alicloud_vpc): traffic through it may stop",
    ],
    [
      { action: "Modify", replacement: "True", type: "alicloud_kms_key", danger: "key" },
      "Danger: Replaces the encryption key orders (alicloud_kms_key): what depends on it may become unreadable",
    ],
    [
      { action: "Modify", replacement: "True", type: "alicloud_snapshot", danger: "snapshot" },
      "Danger: Replaces the snapshot orders (alicloud_snapshot): backups may be missing afterwards",
    ],
    [
      { action: "Modify", replacement: "True", type: "alicloud_ram_user", danger: "listed" },
      "Danger: Replaces the resource orders (alicloud_ram_user)",
    ],
  ])("says of %j what it means", (over, said) => expect(only(over)).toEqual([said]));

  it("has a word for every kind of resource", () => {
    const kinds = Object.keys(STATEFUL_KINDS) as StatefulKind[];
    const said = kinds.flatMap((danger) => only({ action: "Remove", danger }));
    expect(said).toHaveLength(kinds.length);
    expect(said.filter((line) => !/^Danger: Removes the [a-zA-Z -]+ orders \(/.test(line))).toEqual([]);
  });

  it("names five dangers at most and counts the others, also those that were cut", () => {
    const rows = Array.from({ length: 7 }, (_, n) => row({ logicalId: `db${n}`, action: "Remove" }));
    const lines = dangers({ changes: aChangesFact({ counts: { Remove: 12 }, rows, more: 5, dangers: 12 }) });
    expect(lines.slice(0, 5).map((line) => line.split(" ")[4])).toEqual(["db0", "db1", "db2", "db3", "db4"]);
    expect(lines.slice(5)).toEqual(["Danger: and 7 more dangerous changes"]);
  });

  it("says that a termination removes what it does not list", () => {
    const said = ["Danger: Removes the provisioned product net-prod; what is in it is not listed"];
    const operation = "TerminateProvisionedProduct";
    expect(dangers({ operation, changes: aChangesFact({ counts: {}, rows: [] }) })).toEqual(said);
    const { changes: _changes, ...unread } = aPlanFacts({ operation });
    expect(planCard(unread, options).text.split("\n")[1]).toBe(said[0]);
    expect(dangers({ operation })).toEqual([]);
  });

  it("goes on saying it when the plan has moved on", () => {
    expect(dangers({ status: "Canceled", pending: [], changes: dangerousChanges() })).toHaveLength(2);
  });

  it("says nothing of the kind when the plan is not", () => {
    expect(dangers({})).toEqual([]);
  });
});

describe("the table of a card", () => {
  const cells = (changes: PlanFacts["changes"]) => {
    const block = card(changes === undefined ? {} : { changes }).blocks.find((b) => b.type === "table");
    return literal([block]).slice(3);
  };

  it("lists what is dangerous first, and what nobody knows before what is harmless", () => {
    const rows = [
      aChange({ logicalId: "net", type: "alicloud_cms_alarm" }),
      aChange({ logicalId: "alarm", type: "alicloud_cms_alarm", action: "Remove" }),
      aChange({ logicalId: "role", type: "alicloud_ram_role", action: "Import" }),
      row({ action: "Modify", replacement: "Conditional" }),
      aChange({ logicalId: "zone", type: "alicloud_dns", action: "Remove", danger: "dnsZone" }),
    ];
    expect(cells(aChangesFact({ rows, dangers: 2 }))).toEqual([
      ...["Remove", "zone", "alicloud_dns"],
      ...["Modify, may replace it", "orders", "alicloud_db_instance"],
      ...["Remove", "alarm", "alicloud_cms_alarm"],
      ...["Import", "role", "alicloud_ram_role"],
      ...["Add", "net", "alicloud_cms_alarm"],
    ]);
  });

  it("shows a replacement that is none of the catalog's as it is", () => {
    const rows = [aChange({ action: "Modify", replacement: "Maybe" })];
    expect(cells(aChangesFact({ rows }))[0]).toBe('Modify, replacement "Maybe"');
  });
});

describe("the counts of a card", () => {
  const counted = (changes: Partial<NonNullable<PlanFacts["changes"]>>) =>
    card({ changes: aChangesFact(changes) })
      .text.split("\n")
      .find((line) => line.startsWith("Changes: "));

  it("do not count as modified what may be replaced in a way nobody knows", () => {
    const rows = [aChange({ action: "Modify", replacement: "Maybe" }), aChange({ action: "Modify" })];
    expect(counted({ counts: { Modify: 2 }, rows })).toBe('Changes: Modify, replacement "Maybe" 1, modifies 1');
  });

  it("are bounds where not all that is modified was looked at", () => {
    const rows = [aChange({ action: "Modify", replacement: "True" })];
    expect(counted({ counts: { Modify: 9 }, rows, more: 8 })).toBe("Changes: replaces at least 1, modifies at most 8");
  });

  it("leave out no action, however many there are", () => {
    const counts = { A: 1, B: 2, C: 3, D: 4, E: 5, F: 6 };
    expect(counted({ counts, rows: [] })).toBe("Changes: A 1, B 2, C 3, D 4, other actions 11");
  });
});

describe("a card with as much as there can be", () => {
  const long = "x".repeat(300);
  const who = { kind: long, name: long };
  const full = aPlanFacts({
    name: long,
    provisionedProductName: long,
    productName: long,
    account: long,
    region: long,
    requester: who,
    changes: aChangesFact({
      counts: { Modify: 40 },
      rows: Array.from({ length: 25 }, (_, n) =>
        row({ logicalId: `${n}${long}`, type: long, action: "Modify", replacement: long, danger: "vpnConnection" }),
      ),
      more: 15,
      dangers: 40,
    }),
    parameters: Array.from({ length: 30 }, () => ({ key: long, shown: long, mark: "" })),
    history: Array.from({ length: 9 }, () => ({ by: who, action: long, comment: long, at: aPlanFacts().since })),
    pending: Array.from({ length: 7 }, () => ({ name: long, approvers: Array.from({ length: 12 }, () => who) })),
  });
  const consoleUrl = `https://servicecatalog.console.aliyun.com/${"p".repeat(150)}`;
  const message = planCard(full, { ...options, consoleUrl });

  it("fits into a message in every language", () => {
    for (const texts of ALL_TEXTS) expect(validateMessage(planCard(full, { texts, consoleUrl }))).toEqual([]);
  });

  it("fits with the rows that there is room for and a count of the others", () => {
    const table = literal([message.blocks.find((block) => block.type === "table")]);
    const rows = table.length / 3 - 2;
    expect(rows).toBeGreaterThan(10);
    expect(rows).toBeLessThan(25);
    expect(table.slice(-3)).toEqual([`and ${40 - rows} more`, "-", "-"]);
  });

  it("says in its text which plan it is, and where it stands", () => {
    expect(message.text).toContain("\nPlan: plan-bp1jvmdk2k0001 · ");
    expect(message.text).toMatch(/\nOpen in console: https:\S+p{150}$/);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodePlanDetail } from "../../../lib/catalog/decode-plan.ts";
import { decodeTask } from "../../../lib/catalog/decode-task.ts";
import { fieldsOf, recordAt } from "../../../lib/catalog/read.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { planLog } from "../../../lib/slack/messages/plan-log.ts";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { diff } from "../../../lib/watch/plan-diff.ts";
import { byDetail } from "../../app/seen-facts.ts";
import { aFailure, aPlanFacts, dangerousChanges } from "../../build/facts.ts";
import { literal, objects } from "./hostile.ts";

const texts = textsFor("zh");
const options = { texts, label: "生产", consoleUrl: "https://servicecatalog.console.aliyun.com/plans/plan-1" };
const document = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/documents/${name}.json`, import.meta.url), "utf8"));

describe("the sample of GetProvisionedProductPlan in Chinese", () => {
  const facts = byDetail(decodePlanDetail(document("get-provisioned-product-plan")));
  const card = planCard(facts, options);

  it("is a card that says everything in its text", () => {
    expect(card.text).toBe(
      [
        "待审批：DEMO-ECS instance [生产]",
        "审批人：approver（RAM 用户）",
        "资源变更：新增 1 个",
        "计划：plan-bp1jvmdk2k**** · 操作：启动产品 · 产品：DEMO-Create an ECS instance 1.0.0 · " +
          "产品实例：DEMO-ECS instance · 申请人：endUser（RAM 用户） · 账号：146611588617**** · 地域：cn-hangzhou · " +
          "开始等待时间：2022-05-23 09:47 UTC",
        "approver（RAM 用户）已批准：“Agreed.” · 2022-03-22 05:56 UTC",
        "在控制台查看：https://servicecatalog.console.aliyun.com/plans/plan-1",
      ].join("\n"),
    );
    expect(validateMessage(card)).toEqual([]);
  });

  it("says the same in its blocks", () => {
    expect(literal(card.blocks)).toEqual([
      "待审批：DEMO-ECS instance [生产]",
      ...["操作：", "启动产品", "\n", "产品：", "DEMO-Create an ECS instance 1.0.0", "\n"],
      ...["产品实例：", "DEMO-ECS instance", "\n", "申请人：", "endUser（RAM 用户）", "\n"],
      ...["账号：", "146611588617****", "\n", "地域：", "cn-hangzhou", "\n", "开始等待时间："],
      ...["资源变更：", "新增 1 个"],
      ...["操作", "资源", "类型", "新增", "instance", "alicloud_instance"],
      ...["参数", "instance_type = ecs.s6-c1m1.small"],
      ...["审批人：", "approver（RAM 用户）"],
      "approver（RAM 用户）已批准：“Agreed.” · ",
      "计划 plan-bp1jvmdk2k****",
    ]);
    expect(objects(card.blocks).filter((o) => o["type"] === "link")).toEqual([
      { type: "link", url: "https://servicecatalog.console.aliyun.com/plans/plan-1", text: "在控制台查看" },
    ]);
  });

  it("is a note of the plan that waits", () => {
    expect(planNote(facts, diff(undefined, facts), options).text).toBe(
      [
        "待审批：DEMO-ECS instance [生产]",
        "审批人：approver（RAM 用户）",
        "计划 plan-bp1jvmdk2k****",
        "在控制台查看：https://servicecatalog.console.aliyun.com/plans/plan-1",
      ].join("\n"),
    );
  });
});

describe("the sample of GetTask in Chinese", () => {
  const log = decodeTask(recordAt(fieldsOf(document("get-task"), ""), "TaskDetail")).logs[0]?.content ?? "";

  it("is a log under a Chinese title, as it was printed", () => {
    const part = { text: log, part: 1, of: 2, whole: false };
    const { text, blocks } = planLog(aPlanFacts({ name: "订单库扩容" }), part, options);
    expect(text.split("\n").slice(0, 2)).toEqual([
      "订单库扩容的日志末尾（第 1 部分，共 2 部分） [生产]",
      "完整日志需以文件发送：为应用授予 files:write 权限后，Planbell 即可发送。",
    ]);
    expect(literal(blocks).at(-1)).toMatch(/^Apply complete! Resources: 42/);
  });
});

describe("the card of a failed plan in Chinese", () => {
  const facts = aPlanFacts({ status: "ExecuteFailed", pending: [], failure: aFailure() });
  const card = planCard(facts, options);

  it("says why it failed, what usually causes that and what helps", () => {
    expect(card.text).toBe(
      [
        "执行失败：vpc-prod [生产]",
        "Error: Resource alicloud_vpc CreateVpc Failed!!!",
        "VPC quota exceeded.",
        "with alicloud_vpc.main",
        "错误码：QuotaExceeded.Vpc · 请求 ID：A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
        "账号的配额已用完。",
        "请释放不再使用的资源，或在配额中心申请提高配额，然后重新执行计划。",
        "资源变更：删除 1 个，替换 1 个，新增 1 个",
        "计划：plan-bp1jvmdk2k0001 · 操作：更新产品实例 · 产品：VPC baseline 1.0.0 · 产品实例：net-prod · " +
          "申请人：alice（RAM 用户） · 账号：1466115886170001 · 地域：cn-hangzhou · 状态更新时间：2026-11-23 16:05 UTC",
        "alice（RAM 用户）已提交 · 2026-11-23 16:05 UTC",
        "在控制台查看：https://servicecatalog.console.aliyun.com/plans/plan-1",
      ].join("\n"),
    );
    expect(validateMessage(card)).toEqual([]);
  });

  it("says so where nobody knows why", () => {
    expect(planCard(aPlanFacts({ status: "PreviewFailed", pending: [] }), options).text).toMatch(
      /^预览失败：vpc-prod \[生产\]\n服务目录未给出原因。\n/,
    );
  });

  it("is told by a note too", () => {
    const { text } = planNote(facts, [{ kind: "plan.failed", failure: aFailure() }], { texts });
    expect(text).toBe(
      [
        "执行失败：vpc-prod",
        "Error: Resource alicloud_vpc CreateVpc Failed!!!",
        "VPC quota exceeded.",
        "with alicloud_vpc.main",
        "错误码：QuotaExceeded.Vpc · 请求 ID：A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
        "账号的配额已用完。",
        "请释放不再使用的资源，或在配额中心申请提高配额，然后重新执行计划。",
        "计划 plan-bp1jvmdk2k0001",
      ].join("\n"),
    );
  });
});

describe("the card of a dangerous plan in Chinese", () => {
  it("says what is lost, the worst first, and who may approve", () => {
    expect(
      planCard(aPlanFacts({ changes: dangerousChanges({ dangers: 4 }) }), { texts })
        .text.split("\n")
        .slice(0, 6),
    ).toEqual([
      "待审批：vpc-prod",
      "危险：删除数据库 orders（alicloud_db_instance）",
      "危险：替换数据库 users（ALIYUN::RDS::DBInstance）：未另行保存的数据将丢失",
      "危险：另有 2 项危险变更",
      "审批人：bob（RAM 用户）、net-approvers（RAM 角色）（任意一人审批即可）",
      "资源变更：删除 1 个，替换 1 个，新增 1 个",
    ]);
  });
});

/** Slack writes a date in the reader's own language and zone; whoever sees no date reads UTC. */
describe.each(["en", "zh"] as const)("the dates of a card in %s", (locale) => {
  const { blocks } = planCard(aPlanFacts(), { texts: textsFor(locale) });

  it("are Slack's own, with UTC for who cannot see them", () => {
    const since = Date.UTC(2026, 10, 23, 16, 5) / 1_000;
    expect(objects(blocks).filter((o) => o["type"] === "date")).toEqual(
      [since, since].map((timestamp) => ({
        type: "date",
        timestamp,
        format: "{date_short_pretty} {time}",
        fallback: "2026-11-23 16:05 UTC",
      })),
    );
    expect(objects(blocks).filter((o) => o["type"] === "mrkdwn")).toEqual([
      {
        type: "mrkdwn",
        text: `${textsFor(locale).plan.since} <!date^${since}^{date_short_pretty} {time}|2026-11-23 16:05 UTC>`,
        verbatim: true,
      },
    ]);
  });

  it("are nowhere written out beside them", () => {
    expect(literal(blocks).join("\n")).not.toMatch(/UTC|\d\d:\d\d|20\d\d/);
  });
});

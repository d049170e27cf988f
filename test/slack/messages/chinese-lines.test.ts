import { describe, expect, it } from "vitest";
import { type ChannelId, instant, type PlanId } from "../../../lib/model/brand.ts";
import { STATEFUL_KINDS, type StatefulKind } from "../../../lib/model/stateful.ts";
import { commandHelp } from "../../../lib/slack/messages/command-answer.ts";
import { planDigest } from "../../../lib/slack/messages/digest.ts";
import { pendingList } from "../../../lib/slack/messages/pending-list.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { watchNotice } from "../../../lib/slack/messages/watch-notice.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import type { Notice, Transition } from "../../../lib/watch/transition.ts";
import {
  aChange,
  aChangesFact,
  aDigestMember,
  anApprovalNode,
  aPlanFacts,
  aRecord,
  bob,
  netApprovers,
} from "../../build/facts.ts";
import { ALL_TEXTS, HOSTILE, interpreted, literal, live } from "./hostile.ts";

const texts = textsFor("zh");

/** The lines of a note, without the plan's id at its end. */
const noted = (transition: Transition): string[] =>
  planNote(aPlanFacts(), [transition], { texts }).text.split("\n").slice(0, -1);

describe("a note in Chinese", () => {
  const pending = [anApprovalNode({ approvers: [bob] })];
  it.each<[Transition, string[]]>([
    [{ kind: "plan.awaiting-approval", pending }, ["待审批：vpc-prod", "审批人：bob（RAM 用户）"]],
    [{ kind: "plan.handed-over", pending }, ["审批已流转：vpc-prod", "审批人：bob（RAM 用户）"]],
    [{ kind: "plan.handed-over", pending: [] }, ["审批已流转：vpc-prod", "审批人：无（服务目录未列出审批人）"]],
    [
      { kind: "plan.approved", decision: aRecord({ comment: "同意" }) },
      [
        "已批准：vpc-prod",
        "操作人：bob（RAM 用户），备注：“同意” · 2026-11-23 17:30 UTC",
        "alice（RAM 用户），请前往控制台执行该计划：计划获批后不会自动执行。",
      ],
    ],
    [
      { kind: "plan.rejected", decision: aRecord({ action: "Reject", comment: "" }) },
      [
        "已拒绝：vpc-prod",
        "操作人：bob（RAM 用户） · 2026-11-23 17:30 UTC",
        "alice（RAM 用户），该计划不会执行。请修改后重新提交，或将其删除。",
      ],
    ],
    [{ kind: "plan.canceled" }, ["已取消：vpc-prod"]],
    [{ kind: "plan.vanished" }, ["已删除：vpc-prod", "该计划已从服务目录中删除。"]],
    [{ kind: "plan.succeeded" }, ["执行成功：vpc-prod"]],
    [{ kind: "plan.executing" }, ["执行中：vpc-prod"]],
    [
      { kind: "plan.moved", from: "ExecuteFailed", to: "PreviewInProgress" },
      ["状态已变更：vpc-prod", "由“执行失败”变为“预览中”"],
    ],
    [{ kind: "plan.preview-failed" }, ["预览失败：vpc-prod", "服务目录未给出原因。"]],
    [{ kind: "plan.failed" }, ["执行失败：vpc-prod", "服务目录未给出原因。"]],
    [
      {
        kind: "plan.changed",
        differences: [
          { what: "operation", before: "UpdateProvisionedProduct", after: "TerminateProvisionedProduct" },
          { what: "version", before: "1.0.0", after: "2.0.0" },
          { what: "parameter", key: "size", after: "4" },
          { what: "parameter", key: "tier", before: "gold" },
          { what: "parameter", key: "url", before: "postgres://••••••@one", after: "postgres://••••••@two" },
          { what: "resource", logicalId: "web", type: "alicloud_ess_scaling_group", before: { action: "Add" } },
          {
            what: "resource",
            logicalId: "orders",
            type: "alicloud_db_instance",
            before: { action: "Modify", replacement: "False" },
            after: { action: "Modify", replacement: "True", danger: "database" },
          },
          { what: "resource", logicalId: "x", type: "alicloud_oss_bucket", after: { action: "Import" } },
        ],
        more: 3,
        others: true,
      },
      [
        "内容已变更：vpc-prod",
        "操作：更新产品实例 → 终止产品实例",
        "产品版本：1.0.0 → 2.0.0",
        "参数 size：新增，值为 4",
        "参数 tier：不再指定，原为 gold",
        "参数 url：已变更",
        "不再新增 web（alicloud_ess_scaling_group）",
        "现在会替换数据库 orders（alicloud_db_instance），原为：修改",
        "现在还会对 x（alicloud_oss_bucket）执行“Import”",
        "另有 3 项",
        "资源变更的内容与之前不同。",
        "审批前请重新查看卡片。",
      ],
    ],
  ])("of %j says so", (transition, lines) => expect(noted(transition)).toEqual(lines));
});

describe("a card in Chinese", () => {
  const lines = (over: Parameters<typeof aPlanFacts>[0]) => planCard(aPlanFacts(over), { texts }).text.split("\n");

  it("names each step, ten approvers at most, and counts people as people", () => {
    const crowd = Array.from({ length: 7 }, (_, n) => ({ kind: "RamUser", name: `u${n}` }));
    const pending = [
      anApprovalNode({ name: "网络", approvers: crowd }),
      anApprovalNode({ name: "Owner", approvers: [netApprovers] }),
    ];
    expect(lines({ pending }).slice(1, 3)).toEqual([
      "审批人：【网络】u0（RAM 用户）、u1（RAM 用户）、u2（RAM 用户）、u3（RAM 用户）、u4（RAM 用户）、另外 2 人（任意一人审批即可）",
      "审批人：【Owner】net-approvers（RAM 角色）",
    ]);
  });

  it("says who runs it, what is not known and what is nothing", () => {
    expect(lines({ status: "ApplicationApproved", pending: [] })[1]).toBe(
      "下一步：由 alice（RAM 用户）在控制台执行该计划",
    );
    expect(lines({ changes: aChangesFact({ counts: {}, rows: [] }) })[2]).toBe("资源变更：无");
    const { changes: _, ...unread } = aPlanFacts();
    expect(planCard(unread, { texts }).text).toContain("\n资源变更：尚未获知\n");
  });

  it("has a word for every kind of resource", () => {
    const said = (Object.keys(STATEFUL_KINDS) as StatefulKind[]).map((danger) => {
      const rows = [aChange({ logicalId: "orders", type: "t", action: "Remove", danger })];
      return lines({ changes: aChangesFact({ counts: { Remove: 1 }, rows, dangers: 1 }) })[1];
    });
    expect(new Set(said).size).toBe(said.length);
    expect(said.filter((line) => !/^危险：删除[\p{Script=Han}A-Za-z ]+ orders（t）$/u.test(line ?? ""))).toEqual([]);
  });

  it("says what may be lost, and what nobody knows", () => {
    const rows = [
      aChange({
        logicalId: "k",
        type: "alicloud_kms_key",
        action: "Modify",
        replacement: "Conditional",
        danger: "key",
      }),
      aChange({ logicalId: "d", type: "alicloud_disk", action: "Modify", replacement: "Maybe", danger: "disk" }),
      aChange({ logicalId: "v", type: "alicloud_vpc", action: "Import", danger: "vpc" }),
    ];
    const changes = aChangesFact({ counts: { Modify: 2, Import: 1 }, rows, dangers: 3 });
    expect(lines({ changes }).filter((line) => /^(危险|资源变更)/.test(line))).toEqual([
      "危险：可能替换密钥 k（alicloud_kms_key）：若被替换，依赖它的内容可能无法再读取",
      "危险：修改云盘 d（alicloud_disk），替换方式为“Maybe”：Planbell 无法判断是否会被替换",
      "危险：对专有网络 v（alicloud_vpc）执行“Import”：Planbell 无法判断其后果",
      "资源变更：可能替换 1 个，修改（替换方式：“Maybe”）1 个，Import 1 个",
    ]);
  });
});

describe("a digest in Chinese", () => {
  it("says how many plans wait, and names them with their approvers", () => {
    const members = [
      aDigestMember({ danger: true, waitingFor: ["a", "b", "c", "d", "e"] }),
      aDigestMember({ name: "订单库", status: "ExecuteFailed", waitingFor: [] }),
    ];
    expect(planDigest({ members: members.slice(0, 1), total: 12 }, { texts, label: "生产" }).text).toBe(
      [
        "另有 12 个计划待审批 [生产]",
        "vpc-prod（plan-bp1jvmdk2k0001）：待审批（危险），审批人：a、b、c、另外 2 人 · 2026-11-23 16:05 UTC",
        "另有 11 项",
      ].join("\n"),
    );
    expect(planDigest({ members, total: 2 }, { texts }).text.split("\n")).toEqual([
      "2 个计划有变化",
      "vpc-prod（plan-bp1jvmdk2k0001）：待审批（危险），审批人：a、b、c、另外 2 人 · 2026-11-23 16:05 UTC",
      "订单库（plan-bp1jvmdk2k0001）：执行失败 · 2026-11-23 16:05 UTC",
    ]);
  });
});

describe("an answer in Chinese", () => {
  const now = instant(Date.UTC(2026, 10, 23, 19, 10, 12));
  const list = { total: 1, now, asOf: instant(now - 12_000) };
  const consoleUrl = (): string => "";

  it("lists what waits, and how old that is", () => {
    const plans = [aPlanFacts({ id: "plan-1" as PlanId })];
    expect(pendingList({ ...list, plans }, { texts, consoleUrl }).text).toBe(
      [
        "1 个计划待审批",
        "vpc-prod（plan-1）已等待 3 小时 5 分钟，审批人：bob（RAM 用户）、net-approvers（RAM 角色）",
        "更新产品实例 · VPC baseline 1.0.0 · 申请人：alice（RAM 用户）",
        "数据更新于 12 秒前",
      ].join("\n"),
    );
    expect(pendingList({ ...list, plans: [], total: 0 }, { texts, consoleUrl }).text).toBe(
      "没有待审批的计划\n数据更新于 12 秒前",
    );
  });

  it("says what there is", () => {
    expect(commandHelp("/planbell", texts).text).toBe(
      [
        "/planbell 支持的命令",
        "/planbell pending [mine | &lt;产品&gt;] 列出待审批的计划：全部、待您审批的，或某个产品的",
        "/planbell plan &lt;计划&gt; 显示计划，内容与卡片相同",
        "/planbell task &lt;任务&gt; [页码] 分页显示任务的日志",
        "/planbell failed [时长] 列出失败的计划和产品实例及其原因",
        "/planbell approve &lt;计划&gt; [备注] 打开批准计划的表单",
        "/planbell reject &lt;计划&gt; [备注] 打开拒绝计划的表单",
        "/planbell mute &lt;计划 | 产品&gt; [时长] 在一段时间内不再提及任何人，卡片和通知照常",
        "/planbell unmute &lt;计划 | 产品&gt; 取消静默",
        "/planbell whoami 说明您在 Planbell 中的身份和审批权限",
        "/planbell why &lt;计划&gt; 说明计划的变化、匹配的路由和已发送的消息",
        "/planbell status 说明 Planbell 的状态：最近读取、待发送和已放弃的消息",
        "/planbell help 列出所有命令",
      ].join("\n"),
    );
  });
});

describe("a notice in Chinese", () => {
  const since = instant(Date.UTC(2026, 10, 23, 16, 5));
  it.each<[Notice, string[]]>([
    [
      { kind: "watch.blind", since, code: "Throttling.User" },
      [
        "Planbell 无法获知计划状态 [生产]",
        "开始于 2026-11-23 16:05 UTC",
        "服务目录未能列出计划（Throttling.User）。",
        "在此期间的待审批、执行和失败将在恢复后通知；恢复前请前往控制台查看。",
      ],
    ],
    [
      { kind: "watch.recovered", since, until: instant(since + 125 * 60_000) },
      [
        "Planbell 已恢复 [生产]",
        "曾有 2 小时 5 分钟无法获知计划状态，开始于 2026-11-23 16:05 UTC",
        "在此期间发生的变化现在补发。",
      ],
    ],
    [
      { kind: "watch.refused", destination: "C0ROUTED0" as ChannelId, code: "is_archived" },
      [
        "Slack 不允许 Planbell 向 C0ROUTED0 发送消息 [生产]",
        "Slack 返回的错误码为 is_archived。",
        "发往该处的消息将改发到这里；恢复后也会补发到该处。请取消归档该频道，或在路由中改用其他频道。",
      ],
    ],
  ])("of %j says so", (notice, lines) => {
    expect(watchNotice([notice], { texts, label: "生产" }).text.split("\n")).toEqual(lines);
  });

  it.each(HOSTILE)("is one that Slack takes and that mentions nobody, with %j in it", (words) => {
    for (const texts of ALL_TEXTS) {
      const message = watchNotice(
        [
          { kind: "watch.blind", since, code: words },
          { kind: "watch.refused", destination: words as ChannelId, code: words },
        ],
        { texts, label: words },
      );
      expect(validateMessage(message)).toEqual([]);
      expect(interpreted(message).flatMap(live)).toEqual([]);
      expect(literal(message.blocks).join()).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });
});

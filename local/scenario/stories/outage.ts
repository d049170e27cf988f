import { alice, liNa, netApprovers, weiChen } from "../people.ts";
import type { Story } from "../scenario.ts";

export const outage: Story = {
  name: "outage",
  title: "Planbell sees nothing, and says so",
  caption:
    "The cloud stops listing its plans. After a while Planbell says that it is blind instead of staying silent; when it sees " +
    "again it says that too, and tells what happened meanwhile.",
  lasts: 38,
  plans: [
    {
      plan: {
        name: "backup-vault",
        owner: weiChen,
        productName: "Backup vault",
        productVersionName: "1.0",
        operation: "LaunchProduct",
        approvers: [alice],
        parameters: [{ key: "retention_days", value: "30" }],
        changes: [
          { LogicalResourceId: "vault", ResourceType: "alicloud_hbr_vault", Action: "Add" },
          { LogicalResourceId: "nightly", ResourceType: "alicloud_hbr_ecs_backup_plan", Action: "Add" },
        ],
      },
      ends: {
        status: "ExecuteSuccess",
        card: "Succeeded: backup-vault",
        shows: ["Do it while the network is calm."],
        notes: ["Succeeded: backup-vault"],
      },
    },
    {
      plan: {
        name: "partner-vpn",
        owner: liNa,
        productName: "VPN gateway",
        productVersionName: "2.1",
        operation: "LaunchProduct",
        approvers: [netApprovers],
        parameters: [
          { key: "peer_address", value: "203.0.113.17" },
          { key: "psk_secret", value: "Cedar-8150-Compass" },
        ],
        changes: [
          { LogicalResourceId: "gateway", ResourceType: "alicloud_vpn_gateway", Action: "Add" },
          { LogicalResourceId: "tunnel", ResourceType: "alicloud_vpn_connection", Action: "Add" },
        ],
      },
      ends: { status: "ApplicationInProgress", card: "Waiting for approval: partner-vpn" },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "backup-vault" },
    { at: 6, until: 28, do: "stop-catalog" },
    { at: 9, do: "approve", plan: "backup-vault", by: alice, comment: "Do it while the network is calm." },
    { at: 13, do: "execute", plan: "backup-vault" },
    { at: 19, do: "create", plan: "partner-vpn" },
  ],
  channel: ["Planbell sees nothing", "Planbell sees again"],
};

import { alice, dbaApprovers, weiChen } from "../people.ts";
import type { Story } from "../scenario.ts";

export const dangerousUpdate: Story = {
  name: "dangerous-update",
  title: "An update would replace a database",
  caption:
    "What is removed or replaced stands first, in words, before anybody decides: this small change of a version would " +
    "replace the database and its data. The requester reads it on the card and takes the plan back.",
  lasts: 22,
  plans: [
    {
      plan: {
        name: "orders-db-to-8.0",
        owner: weiChen,
        productName: "RDS for MySQL",
        productVersionName: "1.8",
        operation: "UpdateProvisionedProduct",
        provisionedProductName: "orders-db",
        approvers: [alice, dbaApprovers],
        parameters: [
          { key: "engine_version", value: "8.0" },
          { key: "instance_type", value: "mysql.n2.large.1" },
          { key: "account_password", value: "Violet-2093-Anchor" },
        ],
        changes: [
          {
            LogicalResourceId: "orders_account",
            ResourceType: "alicloud_rds_account",
            Action: "Modify",
            Replacement: "Conditional",
            PhysicalResourceId: "rm-bp1z9k6f8k1r2****:orders",
          },
          {
            LogicalResourceId: "orders",
            ResourceType: "alicloud_db_instance",
            Action: "Modify",
            Replacement: "True",
            PhysicalResourceId: "rm-bp1z9k6f8k1r2****",
          },
          {
            LogicalResourceId: "nightly_backup",
            ResourceType: "alicloud_db_backup_policy",
            Action: "Remove",
            PhysicalResourceId: "rm-bp1z9k6f8k1r2****",
          },
          { LogicalResourceId: "alarm", ResourceType: "alicloud_cms_alarm", Action: "Add" },
        ],
      },
      ends: {
        status: "Canceled",
        card: "Canceled: orders-db-to-8.0",
        shows: [
          "Danger: Replaces the database orders (alicloud_db_instance): its data is lost unless it is saved elsewhere",
          "Danger: Removes the backup policy nightly_backup (alicloud_db_backup_policy)",
          "removes 1, replaces 1",
        ],
        notes: ["Canceled: orders-db-to-8.0 (dangerous)"],
      },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "orders-db-to-8.0" },
    { at: 14, do: "cancel", plan: "orders-db-to-8.0" },
  ],
};

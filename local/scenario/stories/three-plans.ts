import { alice, liNa, netApprovers, weiChen } from "../people.ts";
import type { Story } from "../scenario.ts";

const APPLY_FAILED = `\u001b[0m\u001b[1malicloud_vpc.main: Creating...\u001b[0m
alicloud_vpc.main: Creation complete after 6s [id=vpc-bp1aevy8sofi8mh1q****]
alicloud_vswitch.zone_b: Creating...
\u001b[31m╷\u001b[0m\u001b[0m
\u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1m[ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_vswitch.go:158: Resource alicloud_vswitch CreateVSwitch Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\u001b[0m
\u001b[31m│\u001b[0m \u001b[0mSDKError:
\u001b[31m│\u001b[0m \u001b[0m   StatusCode: 400
\u001b[31m│\u001b[0m \u001b[0m   Code: InvalidCidrBlock.Overlapped
\u001b[31m│\u001b[0m \u001b[0m   Message: code: 400, Specified CIDR block overlapped with other subnets. request id: 7D6B1E4C-52A1-5F0B-9C11-3E2B7F0A9D10
\u001b[31m│\u001b[0m \u001b[0m
\u001b[31m│\u001b[0m \u001b[0m  with alicloud_vswitch.zone_b,
\u001b[31m│\u001b[0m \u001b[0m  on main.tf line 31, in resource "alicloud_vswitch" "zone_b":
\u001b[31m│\u001b[0m \u001b[0m  31: resource "alicloud_vswitch" "zone_b" {
\u001b[31m│\u001b[0m \u001b[0m
\u001b[31m╵\u001b[0m\u001b[0m
`;

/** What everybody sees first: a plan approved and run, one rejected with a comment, one that fails and says why. */
export const threePlans: Story = {
  name: "three-plans",
  title: "One plan is approved and runs, one is rejected, one fails and explains itself",
  caption:
    "Three cards side by side, each edited in place as its plan moves on; the threads keep what happened. " +
    "The rejection and the failure both say why.",
  lasts: 60,
  plans: [
    {
      plan: {
        name: "orders-vpc",
        owner: weiChen,
        productName: "VPC baseline",
        productVersionName: "2.3",
        operation: "LaunchProduct",
        approvers: [alice, netApprovers],
        parameters: [
          { key: "vpc_cidr", value: "10.20.0.0/16" },
          { key: "zones", value: "cn-hangzhou-h,cn-hangzhou-i" },
        ],
        changes: [
          { LogicalResourceId: "vpc", ResourceType: "alicloud_vpc", Action: "Add" },
          { LogicalResourceId: "vswitch_h", ResourceType: "alicloud_vswitch", Action: "Add" },
          { LogicalResourceId: "vswitch_i", ResourceType: "alicloud_vswitch", Action: "Add" },
        ],
        previewMs: 2_000,
        executeMs: 8_000,
      },
      ends: { status: "ExecuteSuccess", card: "Succeeded: orders-vpc" },
    },
    {
      plan: {
        name: "orders-db-resize",
        owner: weiChen,
        productName: "RDS for MySQL",
        productVersionName: "1.8",
        operation: "UpdateProvisionedProduct",
        approvers: [alice],
        parameters: [
          { key: "instance_type", value: "mysql.n2.large.1" },
          { key: "account_password", value: "S3cret!Passw0rd" },
        ],
        changes: [
          {
            LogicalResourceId: "db",
            ResourceType: "alicloud_db_instance",
            Action: "Modify",
            Replacement: "True",
            PhysicalResourceId: "rm-bp1z9k6f8k1r2****",
          },
          {
            LogicalResourceId: "old_backup",
            ResourceType: "alicloud_db_backup_policy",
            Action: "Remove",
            PhysicalResourceId: "rm-bp1z9k6f8k1r2****",
          },
        ],
        previewMs: 2_000,
      },
      ends: { status: "ApplicationRejected", card: "Rejected: orders-db-resize" },
    },
    {
      plan: {
        name: "billing-vpc",
        owner: liNa,
        productName: "VPC baseline",
        productVersionName: "2.3",
        operation: "LaunchProduct",
        approvers: [netApprovers],
        parameters: [{ key: "vpc_cidr", value: "10.20.0.0/16" }],
        changes: [
          { LogicalResourceId: "vpc", ResourceType: "alicloud_vpc", Action: "Add" },
          { LogicalResourceId: "zone_b", ResourceType: "alicloud_vswitch", Action: "Add" },
        ],
        previewMs: 2_000,
        executeMs: 9_000,
        executeFails: {
          statusMessage:
            "Create stack failed: Resource CREATE failed: terraform stack sc-1466115886170001-pp failure...",
          logs: [{ command: "apply", stream: "stderr", content: APPLY_FAILED }],
        },
      },
      ends: { status: "ExecuteFailed", card: "Failed: billing-vpc" },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "orders-vpc" },
    { at: 5, do: "create", plan: "orders-db-resize" },
    { at: 9, do: "create", plan: "billing-vpc" },
    { at: 14, do: "approve", plan: "orders-vpc", by: alice, comment: "Addresses are free, go ahead." },
    { at: 22, do: "execute", plan: "orders-vpc" },
    {
      at: 26,
      do: "reject",
      plan: "orders-db-resize",
      by: alice,
      comment: "This replaces the database. Resize it in place on Sunday.",
    },
    { at: 31, do: "approve", plan: "billing-vpc", by: netApprovers, comment: "" },
    { at: 38, do: "execute", plan: "billing-vpc" },
  ],
};

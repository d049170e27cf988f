import { alice, netApprovers, weiChen } from "../people.ts";
import type { Story } from "../scenario.ts";

export const launchAndApprove: Story = {
  name: "launch-and-approve",
  title: "A request is approved and runs",
  caption:
    "One card tells it all: it is edited in place as the plan moves on, and its thread keeps what happened. " +
    "Whoever approves reads there what will be created; the password is shown as dots.",
  lasts: 24,
  plans: [
    {
      plan: {
        name: "shop-cluster",
        owner: weiChen,
        productName: "Container cluster",
        productVersionName: "1.4",
        operation: "LaunchProduct",
        stackRegionId: "cn-hangzhou",
        approvers: [alice, netApprovers],
        parameters: [
          { key: "cluster_name", value: "shop" },
          { key: "node_count", value: "3" },
          { key: "node_type", value: "ecs.g7.xlarge" },
          { key: "login_password", value: "Tulip-4711-Harbour" },
        ],
        changes: [
          { LogicalResourceId: "vpc", ResourceType: "alicloud_vpc", Action: "Add" },
          { LogicalResourceId: "nodes_h", ResourceType: "alicloud_vswitch", Action: "Add" },
          { LogicalResourceId: "nodes_i", ResourceType: "alicloud_vswitch", Action: "Add" },
          { LogicalResourceId: "shop", ResourceType: "alicloud_cs_managed_kubernetes", Action: "Add" },
          { LogicalResourceId: "workers", ResourceType: "alicloud_cs_kubernetes_node_pool", Action: "Add" },
        ],
        previewMs: 1_000,
      },
      ends: {
        status: "ExecuteSuccess",
        card: "Succeeded: shop-cluster",
        notes: ["The address range is free, go ahead.", "Succeeded: shop-cluster"],
      },
    },
  ],
  acts: [
    { at: 0.5, do: "create", plan: "shop-cluster" },
    { at: 9, do: "approve", plan: "shop-cluster", by: alice, comment: "The address range is free, go ahead." },
    { at: 14, do: "execute", plan: "shop-cluster" },
  ],
};

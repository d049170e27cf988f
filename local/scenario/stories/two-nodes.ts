import { alice, bob, carol, liNa, netApprovers } from "../people.ts";
import type { Story } from "../scenario.ts";

export const twoNodes: Story = {
  name: "two-nodes",
  title: "Two approvals, one after the other",
  caption:
    "The card always names those whose turn it is: first any of the network's approvers, then security. " +
    "When Bob hands his part over to Carol, a note in the thread tells her.",
  lasts: 32,
  plans: [
    {
      plan: {
        name: "payments-gateway",
        owner: liNa,
        productName: "Public load balancer",
        productVersionName: "2.0",
        operation: "LaunchProduct",
        nodes: [[alice, netApprovers], [bob]],
        parameters: [
          { key: "address_type", value: "internet" },
          { key: "bandwidth_mbps", value: "200" },
          { key: "certificate_private_key", value: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC-not-a-real-key" },
        ],
        changes: [
          { LogicalResourceId: "gateway", ResourceType: "alicloud_slb_load_balancer", Action: "Add" },
          { LogicalResourceId: "https", ResourceType: "alicloud_slb_listener", Action: "Add" },
          { LogicalResourceId: "allowed", ResourceType: "alicloud_slb_acl", Action: "Add" },
        ],
      },
      ends: {
        status: "ExecuteSuccess",
        card: "Succeeded: payments-gateway",
        notes: ["Handed over: payments-gateway", "carol (RAM user, not in Slack)", "Certificate checked."],
      },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "payments-gateway" },
    { at: 8, do: "approve", plan: "payments-gateway", by: alice, comment: "Bandwidth is fine for the sale." },
    { at: 14, do: "hand-over", plan: "payments-gateway", to: [carol] },
    { at: 20, do: "approve", plan: "payments-gateway", by: carol, comment: "Certificate checked." },
    { at: 24, do: "execute", plan: "payments-gateway" },
  ],
};

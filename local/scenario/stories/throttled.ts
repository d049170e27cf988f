import { alice, bob, liNa, netApprovers, weiChen, zhangMin } from "../people.ts";
import type { Story } from "../scenario.ts";

export const throttled: Story = {
  name: "throttled",
  title: "Too many calls, and a lost answer",
  caption:
    'Slack\'s answer to a card is lost, then Slack and the cloud say "too many" for a while. Planbell waits as long as it is ' +
    "told to and looks before it sends again: each card stands once, none is missing.",
  lasts: 40,
  plans: [
    {
      plan: {
        name: "search-index",
        owner: weiChen,
        productName: "Elasticsearch",
        productVersionName: "7.10",
        operation: "LaunchProduct",
        approvers: [alice],
        parameters: [
          { key: "data_nodes", value: "3" },
          { key: "admin_password", value: "Maple-5582-Lantern" },
        ],
        changes: [{ LogicalResourceId: "search", ResourceType: "alicloud_elasticsearch_instance", Action: "Add" }],
      },
      ends: {
        status: "ApplicationApproved",
        card: "Approved, not run yet: search-index",
        notes: ["Approved: search-index"],
      },
    },
    {
      plan: {
        name: "mail-relay",
        owner: liNa,
        productName: "ECS group",
        productVersionName: "4.2",
        operation: "LaunchProduct",
        approvers: [bob],
        parameters: [{ key: "instance_type", value: "ecs.c7.large" }],
        changes: [{ LogicalResourceId: "relay", ResourceType: "alicloud_instance", Action: "Add" }],
      },
      ends: {
        status: "ApplicationRejected",
        card: "Rejected: mail-relay",
        notes: ["Use the relay that we have."],
      },
    },
    {
      plan: {
        name: "cdn-edge",
        owner: zhangMin,
        productName: "CDN domain",
        productVersionName: "1.1",
        operation: "LaunchProduct",
        approvers: [netApprovers],
        parameters: [{ key: "domain", value: "static.example.com" }],
        changes: [{ LogicalResourceId: "edge", ResourceType: "alicloud_cdn_domain_new", Action: "Add" }],
      },
      ends: { status: "ApplicationInProgress", card: "Waiting for approval: cdn-edge" },
    },
  ],
  acts: [
    { at: 0.5, do: "lose-answer" },
    { at: 1, do: "create", plan: "search-index" },
    { at: 6, until: 16, do: "throttle-slack" },
    { at: 7, do: "create", plan: "mail-relay" },
    { at: 9, do: "create", plan: "cdn-edge" },
    { at: 18, do: "approve", plan: "search-index", by: alice, comment: "Three nodes will do." },
    { at: 20, until: 26, do: "throttle-catalog" },
    { at: 23, do: "reject", plan: "mail-relay", by: bob, comment: "Use the relay that we have." },
  ],
};

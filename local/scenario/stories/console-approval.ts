import { netApprovers, zhangMin } from "../people.ts";
import type { Story } from "../scenario.ts";

export const consoleApproval: Story = {
  name: "console-approval",
  title: "Approved in the cloud's console",
  caption:
    "Somebody approves in the console, and nobody tells Slack. At its next look, every two seconds here, Planbell finds " +
    "the card out of date and edits it: it shows the cloud's state, whoever changed that.",
  lasts: 22,
  plans: [
    {
      plan: {
        name: "remove-staging",
        owner: zhangMin,
        productName: "Staging environment",
        productVersionName: "0.9",
        operation: "TerminateProvisionedProduct",
        provisionedProductName: "staging-2024",
        approvers: [netApprovers],
        changes: [
          {
            LogicalResourceId: "web",
            ResourceType: "alicloud_instance",
            Action: "Remove",
            PhysicalResourceId: "i-bp67acfmxazb4p****",
          },
          {
            LogicalResourceId: "cache",
            ResourceType: "alicloud_kvstore_instance",
            Action: "Remove",
            PhysicalResourceId: "r-bp1zxszhcgatnx****",
          },
        ],
      },
      ends: {
        status: "ExecuteSuccess",
        card: "Succeeded: remove-staging",
        notes: ["Approved: remove-staging", "Succeeded: remove-staging"],
      },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "remove-staging" },
    { at: 8, do: "approve", plan: "remove-staging", by: netApprovers, comment: "" },
    { at: 13, do: "execute", plan: "remove-staging" },
  ],
};

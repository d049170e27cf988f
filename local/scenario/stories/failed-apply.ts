import { liNa, netApprovers } from "../people.ts";
import type { Story } from "../scenario.ts";

/** As Terraform prints it, colours included. */
const STDOUT = `\u001b[0m\u001b[1malicloud_security_group.batch: Creating...\u001b[0m
\u001b[0m\u001b[1malicloud_security_group.batch: Creation complete after 1s [id=sg-bp1fg655nh68xyz9****]\u001b[0m
\u001b[0m\u001b[1malicloud_instance.worker[0]: Creating...\u001b[0m
\u001b[0m\u001b[1malicloud_instance.worker[1]: Creating...\u001b[0m
\u001b[0m\u001b[1malicloud_instance.worker[0]: Still creating... [10s elapsed]\u001b[0m
`;

const failureOf = (worker: number, requestId: string): string => `\u001b[31m╷\u001b[0m\u001b[0m
\u001b[31m│\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0m\u001b[0m\u001b[1m[ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_instance.go:1012: Resource alicloud_instance RunInstances Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\u001b[0m
\u001b[31m│\u001b[0m \u001b[0mSDKError:
\u001b[31m│\u001b[0m \u001b[0m   StatusCode: 403
\u001b[31m│\u001b[0m \u001b[0m   Code: OperationDenied.NoStock
\u001b[31m│\u001b[0m \u001b[0m   Message: code: 403, The requested resource is sold out in the specified zone; try other types of resources or other regions and zones. request id: ${requestId}
\u001b[31m│\u001b[0m \u001b[0m   Data: {"Code":"OperationDenied.NoStock","HostId":"ecs.cn-hangzhou.aliyuncs.com","RequestId":"${requestId}"}
\u001b[31m│\u001b[0m \u001b[0m
\u001b[31m│\u001b[0m \u001b[0m  with alicloud_instance.worker[${worker}],
\u001b[31m│\u001b[0m \u001b[0m  on main.tf line 47, in resource "alicloud_instance" "worker":
\u001b[31m│\u001b[0m \u001b[0m  47: resource "alicloud_instance" "worker" {
\u001b[31m│\u001b[0m \u001b[0m
\u001b[31m╵\u001b[0m\u001b[0m
`;

export const failedApply: Story = {
  name: "failed-apply",
  title: "A run fails and explains itself",
  caption:
    "Nobody has to look for the log: the lines that say why stand on the card and in the channel, the whole log in the thread. " +
    "Colours and secrets are gone from it.",
  lasts: 26,
  plans: [
    {
      plan: {
        name: "batch-workers",
        owner: liNa,
        productName: "ECS group",
        productVersionName: "4.2",
        operation: "LaunchProduct",
        approvers: [netApprovers],
        parameters: [
          { key: "instance_type", value: "ecs.gn7i-c16g1.4xlarge" },
          { key: "zone", value: "cn-hangzhou-k" },
          { key: "access_key_secret", value: "kB3nQx8vTq0WmJz5sYc1LdRf7HpE2a" },
        ],
        changes: [
          { LogicalResourceId: "batch", ResourceType: "alicloud_security_group", Action: "Add" },
          { LogicalResourceId: "worker[0]", ResourceType: "alicloud_instance", Action: "Add" },
          { LogicalResourceId: "worker[1]", ResourceType: "alicloud_instance", Action: "Add" },
        ],
        executeFails: {
          statusMessage:
            "Create stack failed: Resource CREATE failed: terraform stack sc-1466115886170001-pp-bp1 failure: " +
            "Error: [ERROR] terraform-provider-alicloud: Resource alicloud_instance RunInstances Failed!!!",
          logs: [
            {
              command: "plan",
              stream: "stdout",
              content:
                '  + user_data = "export ACCESS_KEY_SECRET=kB3nQx8vTq0WmJz5sYc1LdRf7HpE2a"\n' +
                "\u001b[1mPlan:\u001b[0m 3 to add, 0 to change, 0 to destroy.\n",
            },
            { command: "apply", stream: "stdout", content: STDOUT },
            {
              command: "apply",
              stream: "stderr",
              content:
                failureOf(0, "3F1A5C0E-8B7D-5E21-9A64-D0C2B7E91F38") +
                failureOf(1, "8C4E2D97-1A6B-5F03-B5D8-47E0A9C3612F"),
            },
          ],
        },
      },
      ends: {
        status: "ExecuteFailed",
        card: "Failed: batch-workers",
        shows: ["The requested resource is sold out in the specified zone"],
        notes: [
          "The requested resource is sold out in the specified zone",
          "Error code: OperationDenied.NoStock",
          "Log of batch-workers",
        ],
      },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "batch-workers" },
    { at: 8, do: "approve", plan: "batch-workers", by: netApprovers, comment: "For this week's reports." },
    { at: 13, do: "execute", plan: "batch-workers" },
  ],
};

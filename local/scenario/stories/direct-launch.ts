import { carol, weiChen, zhangMin } from "../people.ts";
import type { Story } from "../scenario.ts";

export const directLaunch: Story = {
  name: "direct-launch",
  title: "A launch without a plan fails",
  caption:
    "Wei Chen launches a product directly, while a plan waits for approval. Nobody approves it and nobody watches it: " +
    "it has a card all the same once it fails, with the reason.",
  lasts: 28,
  plans: [
    {
      plan: {
        name: "shop-cache",
        owner: zhangMin,
        productName: "Redis",
        productVersionName: "2.1",
        approvers: [carol],
        changes: [{ LogicalResourceId: "cache", ResourceType: "alicloud_kvstore_instance", Action: "Add" }],
      },
      ends: { status: "ApplicationApproved", card: "Approved, not run yet: shop-cache" },
    },
  ],
  launches: [
    {
      name: "load-test",
      owner: weiChen,
      productName: "ECS group",
      productVersionName: "4.2",
      lasts: 6_000,
      fails: {
        statusMessage: "Create stack failed: Resource CREATE failed: terraform stack failure",
        logs: [
          { command: "apply", stream: "stdout", content: "alicloud_instance.load[0]: Creating...\n" },
          {
            command: "apply",
            stream: "stderr",
            content:
              "Error: [ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_instance.go:1012: Resource " +
              "alicloud_instance RunInstances Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:\nSDKError:\n   StatusCode: 403\n" +
              "   Code: InvalidAccountStatus.NotEnoughBalance\n   Message: code: 403, Your account does not have enough " +
              "balance. request id: 5D0F1C2B-7E64-5A3D-8B19-C6E2F0A47D15\n\n  with alicloud_instance.load[0],\n" +
              '  on main.tf line 12, in resource "alicloud_instance" "load":\n',
          },
        ],
      },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "shop-cache" },
    { at: 4, do: "launch", launch: "load-test" },
    { at: 16, do: "approve", plan: "shop-cache", by: carol, comment: "Small enough." },
  ],
  channel: [
    "Failed: load-test",
    "Your account does not have enough balance",
    "Error code: InvalidAccountStatus.NotEnoughBalance",
  ],
};

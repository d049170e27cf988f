import { liNa, netApprovers, weiChen } from "../people.ts";
import type { Story } from "../scenario.ts";

export const decideInSlack: Story = {
  name: "decide-in-slack",
  title: "Two plans wait for you to decide",
  caption:
    "Act as Bob, who may decide for the network's approvers. One click approves the bucket. The other plan ends a network: " +
    "its name has to be typed first. Anybody else is told why not.",
  lasts: 90,
  plans: [
    {
      plan: {
        name: "build-cache",
        owner: liNa,
        productName: "Object storage bucket",
        productVersionName: "3.0",
        approvers: [netApprovers],
        parameters: [{ key: "acl", value: "private" }],
        changes: [{ LogicalResourceId: "cache", ResourceType: "alicloud_oss_bucket", Action: "Add" }],
      },
      ends: { status: "ApplicationApproved", card: "Approved, not run yet: build-cache" },
    },
    {
      plan: {
        name: "retire-staging",
        owner: weiChen,
        productName: "VPC baseline",
        productVersionName: "1.4",
        operation: "TerminateProvisionedProduct",
        provisionedProductName: "staging-vpc",
        approvers: [netApprovers],
        parameters: [],
        changes: [
          {
            LogicalResourceId: "network",
            ResourceType: "alicloud_vpc",
            Action: "Remove",
            PhysicalResourceId: "vpc-bp1aevy8sofi8mh1****",
          },
        ],
      },
      ends: {
        status: "ApplicationRejected",
        card: "Rejected: retire-staging",
        notes: ["Still in use until Friday."],
      },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "build-cache" },
    { at: 3, do: "create", plan: "retire-staging" },
    { at: 78, do: "approve", plan: "build-cache", by: netApprovers, comment: "" },
    { at: 82, do: "reject", plan: "retire-staging", by: netApprovers, comment: "Still in use until Friday." },
  ],
};

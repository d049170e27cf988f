import { bob, liNa } from "../people.ts";
import type { Story } from "../scenario.ts";

export const rejectWithComment: Story = {
  name: "reject-with-comment",
  title: "A request is rejected, and why",
  caption: "Bob turns the bucket down. His comment stands on the card and in the thread, where the requester finds it.",
  lasts: 18,
  plans: [
    {
      plan: {
        name: "press-photos",
        owner: liNa,
        productName: "Object storage bucket",
        productVersionName: "3.0",
        approvers: [bob],
        parameters: [{ key: "acl", value: "public-read" }],
        changes: [{ LogicalResourceId: "photos", ResourceType: "alicloud_oss_bucket", Action: "Add" }],
      },
      ends: { status: "ApplicationRejected", card: "Rejected: press-photos", notes: ["No public buckets, please."] },
    },
  ],
  acts: [
    { at: 1, do: "create", plan: "press-photos" },
    {
      at: 10,
      do: "reject",
      plan: "press-photos",
      by: bob,
      comment: "No public buckets, please. The CDN may read it.",
    },
  ],
};

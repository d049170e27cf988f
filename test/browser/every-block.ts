/** One message with every kind of block, as an app may send it. */
export const EVERY_BLOCK: readonly Record<string, unknown>[] = [
  { type: "header", text: { type: "plain_text", text: "Waiting for approval: <b>vpc</b>" } },
  {
    type: "section",
    text: {
      type: "mrkdwn",
      text: "*Bold* _slanted_ ~struck~ `code` <https://example.com/a|a link> <!subteam^S03GROUP01>",
    },
    accessory: { type: "button", action_id: "aside", text: { type: "plain_text", text: "Aside" } },
  },
  {
    type: "section",
    fields: [
      { type: "mrkdwn", text: "*Product*\nVPC baseline" },
      { type: "mrkdwn", text: "*Since*\n<!date^1764000000^{date_short_pretty} {time}|2025-11-24 16:00 UTC>" },
    ],
  },
  {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "Waiting for: ", style: { bold: true } },
          { type: "user", user_id: "U01ALICE01" },
          { type: "text", text: ", " },
          { type: "usergroup", usergroup_id: "S03GROUP01" },
          { type: "text", text: " since " },
          { type: "date", timestamp: 1_764_000_000, format: "{date_short_pretty} {time}", fallback: "2025-11-24" },
          { type: "text", text: " in " },
          { type: "channel", channel_id: "C0DEFAULT0" },
          { type: "text", text: " " },
          { type: "link", url: "https://example.com/plan", text: "Open in console" },
        ],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "first point" }] },
          { type: "rich_text_section", elements: [{ type: "text", text: "second point" }] },
        ],
      },
      {
        type: "rich_text_list",
        style: "ordered",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "step one" }] }],
      },
      { type: "rich_text_quote", elements: [{ type: "text", text: "Go ahead." }] },
      {
        type: "rich_text_preformatted",
        elements: [{ type: "text", text: "Error: one\n  two <script>alert(1)</script>" }],
      },
    ],
  },
  {
    type: "table",
    rows: [
      [
        { type: "raw_text", text: "Action" },
        { type: "raw_text", text: "Resource" },
      ],
      [
        { type: "raw_text", text: "Add" },
        {
          type: "rich_text",
          elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "vpc", style: { bold: true } }] }],
        },
      ],
    ],
  },
  { type: "divider" },
  {
    type: "actions",
    block_id: "hands",
    elements: [
      {
        type: "button",
        action_id: "approve",
        style: "primary",
        text: { type: "plain_text", text: "Approve" },
        value: "plan-1",
        confirm: {
          title: { type: "plain_text", text: "Approve the plan?" },
          text: { type: "plain_text", text: "4 resources change." },
          confirm: { type: "plain_text", text: "Yes, approve" },
          deny: { type: "plain_text", text: "Not yet" },
        },
      },
      { type: "button", action_id: "reject", style: "danger", text: { type: "plain_text", text: "Reject…" } },
      {
        type: "static_select",
        action_id: "when",
        placeholder: { type: "plain_text", text: "Remind me" },
        options: [{ text: { type: "plain_text", text: "In an hour" }, value: "1h" }],
      },
      {
        type: "overflow",
        action_id: "more",
        options: [{ text: { type: "plain_text", text: "Mute" }, value: "mute" }],
      },
    ],
  },
  { type: "image", image_url: "https://example.com/graph.png", alt_text: "Cost graph" },
  {
    type: "context",
    elements: [
      { type: "mrkdwn", text: "Plan plan-bp1" },
      { type: "plain_text", text: "*as it is*" },
    ],
  },
];

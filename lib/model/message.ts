/** One Slack block, opaque outside lib/slack. */
interface Block {
  readonly type: string;
}

/** What is sent to Slack. `text` always says the whole meaning: notifications and screen readers get nothing else. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly Block[];
}

/**
 * What Slack takes, and the tighter budgets we keep below it. Builders cut to these, `validateMessage` refuses beyond
 * them. Texts are counted in UTF-16 units after escaping, which is never too lax.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const LIMITS = {
  /** Our budget for the top-level text. Slack advises 4,000; longer posts were seen to become several messages. */
  text: 3_000,
  /** chat.update answers `msg_too_long` beyond this. */
  updateText: 4_000,
  /** Our budget over every `text` string of all blocks; Slack was seen to refuse from about 11,300. */
  messageText: 9_000,
  /** Blocks in a message. */
  blocks: 50,
  blockId: 255,
  actionId: 255,
  /** Any text object without a limit of its own. */
  textObject: 3_000,
  headerText: 150,
  sectionText: 3_000,
  /** Fields in a section. */
  fields: 10,
  fieldText: 2_000,
  contextElements: 10,
  contextText: 3_000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  accessibilityLabel: 75,
  /** Any url: button, link, image. */
  url: 3_000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  imageAlt: 2_000,
  imageTitle: 2_000,
  /** Deepest `indent` of a rich text list. */
  listIndent: 8,
  /** Slack's own instructions for apps say one table a message, whatever the blocks page allows. */
  tables: 1,
  tableRows: 100,
  /** Cells in a row, and entries of `column_settings`. */
  tableCells: 20,
  /** Characters over all cells of all tables of a message. */
  tableText: 10_000,
  /** Our budget for metadata as JSON; Slack's own limit is not published. */
  metadata: 1_024,
} as const;

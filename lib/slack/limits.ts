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
  /**
   * Beyond this Slack itself is taken to refuse: a maintainer named it as the limit over all blocks, with a buffer that
   * nobody knows.
   */
  messageTextOfOthers: 12_000,
  /** Slack cuts a longer text of a message off. */
  cutText: 40_000,
  /** Blocks in a message. */
  blocks: 50,
  /** Blocks in a modal or a Home. */
  viewBlocks: 100,
  /** A view as JSON, in bytes; 250 KB in the smaller of its two meanings. */
  view: 250_000,
  /** Title, submit and close of a modal. */
  viewTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  externalId: 255,
  /** Old-style attachments of a message; Planbell sends none. */
  attachments: 100,
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
  placeholder: 150,
  /** Largest `max_length` of a plain_text_input. */
  inputText: 3_000,
  /** Label and hint of an input. */
  inputLabel: 2_000,
  /** Options of a select, and groups of them. */
  options: 100,
  /** Options of radio buttons and checkboxes. */
  choices: 10,
  overflowOptions: 5,
  /** Text and description of an option, label of a group. */
  optionText: 75,
  /** As the types say; the newest page of Slack's says 150, which is what other apps may use. */
  optionValue: 75,
  optionValueOfOthers: 150,
  alertText: 200,
  markdownText: 12_000,
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

/**
 * Text that Slack's mrkdwn shows as it is: no mention, link or date comes to life. `*`, `_`, `~` and backticks still
 * format, so text from outside belongs into rich text wherever there is a choice.
 * @see Slack, formatting text: only `&`, `<` and `>` are escaped
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * The text that was escaped so; text that never was is left as it is, unless it reads as if it had been. Interactions
 * bring the texts of a message escaped, plain ones too.
 * @see https://github.com/slackapi/bolt-python/issues/513
 */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

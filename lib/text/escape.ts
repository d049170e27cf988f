/**
 * Text that Slack's mrkdwn shows as it is: no mention, link or date comes to life. `*`, `_`, `~` and backticks still
 * format, so text from outside belongs into rich text wherever there is a choice.
 * @see Slack, formatting text: only `&`, `<` and `>` are escaped
 */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

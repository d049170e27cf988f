import type { JSX } from "preact";
import { escapeForSlack, escapeForSlackWithMarkdown } from "slack-to-html";
import { useNames } from "./names.ts";

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Text with Slack's markup. The library escapes everything that is not markup of Slack's. */
export function Mrkdwn({ text, plain = false }: { readonly text: string; readonly plain?: boolean }): JSX.Element {
  const { users, channels, groups } = useNames();
  const options = { users, channels, usergroups: groups, dateTimeZone: ZONE };
  const html = plain ? escapeForSlack(text, options) : escapeForSlackWithMarkdown(text, options);
  return <span class="mrkdwn" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** One of Slack's date tokens, in the reader's zone. */
export function DateToken({
  at,
  format,
  fallback,
  link,
}: {
  readonly at: number;
  readonly format: string;
  readonly fallback: string;
  readonly link?: string | undefined;
}): JSX.Element {
  return <Mrkdwn plain text={`<!date^${at}^${format}${link === undefined ? "" : `^${link}`}|${fallback}>`} />;
}

/** A text object: formatted when it is mrkdwn, else as it stands. */
export function TextObject({ value }: { readonly value: unknown }): JSX.Element | null {
  const { type, text, emoji } = (value ?? {}) as { type?: string; text?: string; emoji?: boolean };
  if (typeof text !== "string") return null;
  if (type === "mrkdwn") return <Mrkdwn text={text} />;
  return emoji === false ? <span class="plain">{text}</span> : <Mrkdwn plain text={escapeEntities(text)} />;
}

/** Plain text holds no markup: what looks like it is escaped before the library sees it. */
const escapeEntities = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

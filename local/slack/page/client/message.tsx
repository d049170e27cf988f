import type { JSX } from "preact";
import { memo } from "preact/compat";
import { useEffect, useRef } from "preact/hooks";
import type { PageMessage, PagePerson } from "../page-state.ts";
import { Bell } from "./bell.tsx";
import { Blocks } from "./blocks.tsx";
import { Mrkdwn } from "./mrkdwn.tsx";
import { useNames } from "./names.ts";
import { Preformatted } from "./rich-text.tsx";
import { timeOf } from "./times.ts";

interface MessageProps {
  readonly message: PageMessage;
  readonly author: PagePerson | undefined;
  /** How many answers stand, when the last one came, and where they are read; absent in a thread. */
  readonly replyCount?: number;
  readonly lastReply?: string;
  readonly threadHref?: string;
  /** Where the thread of a broadcast reply is read. */
  readonly parentHref?: string;
}

/** One message as everybody sees it. */
export const Message = memo(function Message(props: MessageProps): JSX.Element {
  const { message, author, replyCount, lastReply, threadHref, parentHref } = props;
  const names = useNames();
  const who = author?.realName ?? names.users[message.by] ?? (message.by === "app" ? "Planbell" : message.by);
  const flash = useFlash(message.edits);
  const time = timeOf(message.ts);
  return (
    <article
      ref={flash}
      class={`message${message.ephemeralFor === undefined ? "" : " ephemeral"}`}
      aria-label={`${who}, ${time.words}`}
      data-ts={message.ts}
      tabIndex={-1}
    >
      <Avatar by={message.by} who={who} />
      <div class="message-main">
        <div class="message-head">
          <strong>{who}</strong>
          {message.by === "app" && <span class="badge">App</span>}
          <time dateTime={time.iso} title={time.full}>
            {time.words}
          </time>
          {message.edits > 0 && <small class="edited">edited</small>}
        </div>
        {message.ephemeralFor !== undefined && <p class="only-you">Only visible to you</p>}
        {message.broadcast === true && (
          <p class="broadcast">
            {parentHref === undefined ? "Also sent to the channel" : <a href={parentHref}>Replied to a thread</a>}
          </p>
        )}
        <div class="message-body">
          {message.deleted ? <p class="deleted">This message was deleted.</p> : <Body message={message} />}
        </div>
        {threadHref !== undefined && (
          <a class="replies" href={threadHref}>
            {replyCount === 1 ? "1 reply" : `${replyCount} replies`}
            <small>last at {lastReply}</small>
          </a>
        )}
      </div>
    </article>
  );
});

function Body({ message }: { readonly message: PageMessage }): JSX.Element {
  return (
    <>
      {message.blocks.length > 0 ? (
        <Blocks blocks={message.blocks} stand={{ at: { channel: message.channel, ts: message.ts } }} />
      ) : (
        <p class="block">
          {message.mrkdwn === false ? (
            <span class="plain">{unescaped(message.text)}</span>
          ) : (
            <Mrkdwn text={message.text} />
          )}
        </p>
      )}
      {message.files?.map((file) => (
        <details key={file.id} class="file">
          <summary>
            {file.title || file.name}{" "}
            <small>
              {file.name}, {file.text.split("\n").length} lines
            </small>
          </summary>
          <Preformatted>{file.text}</Preformatted>
        </details>
      ))}
    </>
  );
}

const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function Avatar({ by, who }: { readonly by: string; readonly who: string }): JSX.Element {
  if (by === "app")
    return (
      <span class="avatar app" aria-hidden="true">
        <Bell />
      </span>
    );
  const initials = who
    .split(/[ .]/)
    .map((part) => part[0] ?? "")
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span class={`avatar tone-${[...by].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 5}`} aria-hidden="true">
      {initials}
    </span>
  );
}

/** An edit is seen for a moment. */
function useFlash(edits: number) {
  const element = useRef<HTMLElement>(null);
  const seen = useRef(edits);
  useEffect(() => {
    if (seen.current === edits) return;
    seen.current = edits;
    element.current?.classList.remove("flash");
    void element.current?.offsetWidth;
    element.current?.classList.add("flash");
  }, [edits]);
  return element;
}

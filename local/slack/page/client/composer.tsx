import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import type { PageApp } from "../page-state.ts";
import { useDo } from "./deeds.ts";

/** What was typed and not sent, by channel and thread. */
const DraftsContext = createContext(new Map<string, string>());

/** What a person types: words, or a command with its completion. */
export function Composer({
  app,
  channel,
  threadTs,
  to,
  closed,
}: {
  readonly app: PageApp;
  readonly channel: string;
  readonly threadTs?: string;
  /** "#platform", "the thread". */
  readonly to: string;
  /** Why nothing can be said here. */
  readonly closed?: string | undefined;
}): JSX.Element {
  const act = useDo();
  const id = useId();
  const drafts = useContext(DraftsContext);
  const place = `${channel} ${threadTs ?? ""}`;
  const [text, keepText] = useState(drafts.get(place) ?? "");
  const setText = (words: string): void => {
    drafts.set(place, words);
    keepText(words);
  };
  const [said, setSaid] = useState<string | undefined>();
  const matches =
    text.startsWith("/") && !text.includes(" ") ? app.commands.filter(({ name }) => name.startsWith(text)) : [];
  const submit = async (): Promise<void> => {
    const words = text.trim();
    if (words === "") return;
    const outcome = await act({ do: "say", channel, text: words, ...(threadTs === undefined ? {} : { threadTs }) });
    if (outcome.ok || words.startsWith("/")) setText("");
    setSaid(outcome.ok ? undefined : outcome.said);
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {said !== undefined && (
        <p class="only-you" role="alert">
          {said}
        </p>
      )}
      {matches.length > 0 && (
        <ul class="completion" aria-label="Commands">
          {matches.map(({ name, hint, description }) => (
            <li key={name}>
              <button type="button" onClick={() => setText(`${name} `)}>
                <strong>{name}</strong> {hint} <small>{description}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      <label class="unseen" for={id}>
        Message {to}
      </label>
      <input
        id={id}
        value={text}
        disabled={closed !== undefined}
        placeholder={closed ?? `Message ${to}, or type /`}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = matches[0];
          if (event.key === "Tab" && !event.shiftKey && first !== undefined && first.name !== text) {
            event.preventDefault();
            setText(`${first.name} `);
          }
        }}
      />
      <button type="submit" class="button primary" aria-label={`Send to ${to}`} disabled={text.trim() === ""}>
        Send
      </button>
    </form>
  );
}

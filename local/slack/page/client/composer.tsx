import type { JSX } from "preact";
import { createContext } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import type { PageApp } from "../page-state.ts";
import { type Completion, completionsOf, isTaken, tabbed } from "./completion.ts";
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
  const completions = completionsOf(text, app.commands);
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
      {completions.length > 0 && (
        <ul class="completion" aria-label="Commands">
          {completions.map((one) => (
            <li key={one.name}>
              <Offer completion={one} typed={text} onTake={setText} />
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
          const completed = event.key === "Tab" && !event.shiftKey ? tabbed(text, completions) : undefined;
          if (completed === undefined) return;
          event.preventDefault();
          setText(completed);
        }}
      />
      <button type="submit" class="button primary" aria-label={`Send to ${to}`} disabled={text.trim() === ""}>
        Send
      </button>
    </form>
  );
}

/** One way to go on; what was taken already stands there to be read while one types what follows. */
function Offer({
  completion,
  typed,
  onTake,
}: {
  readonly completion: Completion;
  readonly typed: string;
  readonly onTake: (text: string) => void;
}): JSX.Element {
  const { name, takes, description, text } = completion;
  const words = (
    <>
      <strong>{name}</strong> {takes} <small>{description}</small>
    </>
  );
  if (isTaken(completion, typed)) return <p>{words}</p>;
  return (
    <button type="button" onClick={() => onTake(text)}>
      {words}
    </button>
  );
}

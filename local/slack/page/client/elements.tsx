import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { type Fields, fieldsOf, wordOf } from "../../block-fields.ts";
import type { ActPlace } from "../page-state.ts";
import { Choice, isChoice } from "./choice.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { useDo } from "./deeds.ts";
import { valuesIn } from "./input-block.tsx";
import { TextObject } from "./mrkdwn.tsx";
import { safeUrl } from "./safe-url.ts";

interface Place {
  readonly blockId: string;
  readonly at: ActPlace;
}

/** Buttons, menus and choices that act at once. */
export function Elements({ elements, blockId, at }: Place & { readonly elements: readonly unknown[] }): JSX.Element {
  return (
    <>
      {elements.map(fieldsOf).map((element, i) => (
        <One key={wordOf(element["action_id"]) || i} element={element} blockId={blockId} at={at} />
      ))}
    </>
  );
}

function One({ element, blockId, at }: Place & { readonly element: Fields }): JSX.Element {
  const act = useDo();
  const [asked, setAsked] = useState<Record<string, unknown> | undefined>();
  const [busy, setBusy] = useState(false);
  const holder = useRef<HTMLSpanElement>(null);
  const [said, setSaid] = useState<string | undefined>();
  const now = async (choice: Record<string, unknown>): Promise<void> => {
    setBusy(true);
    // What was typed in a modal goes along: the app may ask for it, and shows it again.
    const form = "viewId" in at ? holder.current?.closest("form") : undefined;
    const values = form ? { values: valuesIn(form) } : {};
    const outcome = await act({ do: "act", at, blockId, actionId: wordOf(element["action_id"]), choice, ...values });
    setBusy(false);
    setSaid(outcome.ok ? undefined : outcome.said || "That did not work. The app was told nothing.");
  };
  const chosen = (choice: Record<string, unknown>): void => {
    if (element["confirm"] === undefined) void now(choice);
    else setAsked(choice);
  };
  return (
    <span class="element" ref={holder}>
      {element["type"] === "button" || element["type"] === "workflow_button" ? (
        <Button element={element} busy={busy} onPress={() => chosen({})} />
      ) : isChoice(element) ? (
        <Choice element={element} onChoose={chosen} />
      ) : (
        <span class="unknown">{wordOf(element["type"])}</span>
      )}
      {said !== undefined && (
        <span class="error" role="alert">
          {said}
        </span>
      )}
      {asked !== undefined && (
        <ConfirmDialog
          confirm={fieldsOf(element["confirm"])}
          onEnd={(yes) => {
            setAsked(undefined);
            if (yes) void now(asked);
          }}
        />
      )}
    </span>
  );
}

function Button({
  element,
  busy,
  onPress,
}: {
  readonly element: Fields;
  readonly busy: boolean;
  readonly onPress: () => void;
}): JSX.Element {
  const href = safeUrl(wordOf(element["url"]));
  const look = `button ${wordOf(element["style"])}`;
  const label = wordOf(element["accessibility_label"]) || undefined;
  const words = <TextObject value={element["text"]} />;
  // A button with an address opens it and tells the app too, as Slack does.
  if (href !== undefined)
    return (
      <a class={look} href={href} target="_blank" rel="noopener noreferrer" aria-label={label} onClick={onPress}>
        {words}
      </a>
    );
  return (
    <button
      type="button"
      class={look}
      aria-label={label}
      aria-busy={busy}
      aria-disabled={busy}
      onClick={() => {
        if (!busy) onPress();
      }}
    >
      {words}
    </button>
  );
}

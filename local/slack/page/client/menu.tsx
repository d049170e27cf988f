import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";

interface Choice {
  readonly name: string;
  readonly title: string;
  readonly hint?: string | undefined;
}

/** A button with a list of others below it; nothing happens before one of them is pressed. */
export function Menu({
  label,
  choices,
  onChoose,
}: {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (choice: Choice) => void;
}): JSX.Element {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button" popovertarget={id}>
        {label}
      </button>
      <div class="menu" id={id} ref={list} popover="auto">
        {choices.map((choice) => (
          <button
            key={choice.name}
            type="button"
            onClick={() => {
              list.current?.hidePopover();
              onChoose(choice);
            }}
          >
            {choice.title}
            {choice.hint !== undefined && <small>{choice.hint}</small>}
          </button>
        ))}
      </div>
    </>
  );
}

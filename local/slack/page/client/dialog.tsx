import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

/** A dialog over the page: the browser keeps the focus in it, Escape closes it. */
export function Dialog({
  label,
  onClose,
  children,
}: {
  readonly label: ComponentChildren;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    // Not the way out but the first thing to do, where there is one.
    dialog.current?.querySelector<HTMLElement>("[data-first], input, textarea, select")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // Asked twice, a browser closes it all the same; it is over only when its owner says so.
      onClose={() => dialog.current?.showModal()}
    >
      <div class="dialog-head">
        <h2 id={id}>{label}</h2>
        <button type="button" class="plain-button" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  );
}

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
  const wayOut = useRef<HTMLButtonElement>(null);
  const begun = useRef(false);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    // Not the way out but the first thing to do; in a form that is filled in later, once that is there.
    const first = dialog.current?.querySelector<HTMLElement>("[data-first], input, textarea, select");
    if (begun.current || !first) return;
    begun.current = true;
    if (document.activeElement === wayOut.current) first.focus();
  });
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
        <button ref={wayOut} type="button" class="plain-button" aria-label="Close" onClick={onClose}>
          ✕
        </button>
      </div>
      {children}
    </dialog>
  );
}

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PageView } from "../page-state.ts";
import { Blocks } from "./blocks.tsx";
import { useDo } from "./deeds.ts";
import { Dialog } from "./dialog.tsx";
import { valuesIn } from "./input-block.tsx";

/** The modal on top of the stack. */
export function Modal({ view }: { readonly view: PageView }): JSX.Element {
  const act = useDo();
  const [errors, setErrors] = useState<Readonly<Record<string, string>> | undefined>();
  const [said, setSaid] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const submit = async (form: HTMLElement): Promise<void> => {
    setBusy(true);
    const outcome = await act({ do: "submit", viewId: view.id, values: valuesIn(form) });
    setBusy(false);
    setErrors(outcome.errors);
    setSaid(outcome.ok || outcome.errors ? undefined : outcome.said);
  };
  const dismiss = (clear: boolean): void => {
    void act({ do: "dismiss", viewId: view.id, clear }).then((outcome) =>
      setSaid(outcome.ok ? undefined : outcome.said),
    );
  };
  return (
    <Dialog label={view.title} onClose={() => dismiss(true)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void submit(event.currentTarget);
        }}
      >
        <div class="dialog-body">
          {said !== undefined && (
            <p class="error" role="alert">
              {said}
            </p>
          )}
          <Blocks blocks={view.blocks} stand={{ at: { viewId: view.id }, errors, entered: view.state }} />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={() => dismiss(false)}>
            {view.close}
          </button>
          {view.submit !== undefined && (
            <button type="submit" class="button primary" aria-busy={busy} aria-disabled={busy}>
              {view.submit}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

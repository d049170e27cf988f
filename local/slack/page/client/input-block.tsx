import type { JSX } from "preact";
import { useId, useRef } from "preact/hooks";
import { type Fields, fieldsOf, wordOf } from "../../block-fields.ts";
import type { FormValues } from "../page-state.ts";
import { Choice, isChoice } from "./choice.tsx";
import { TextObject } from "./mrkdwn.tsx";
import { textOfOption } from "./options.ts";

/** Which keys a phone offers. */
const KEYS: Readonly<Record<string, "email" | "url" | "decimal">> = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "decimal",
};

/** One field of a form: its label, hint and what is wrong with it. */
export function InputBlock({
  block,
  error,
  entered,
}: {
  readonly block: Fields;
  readonly error?: string | undefined;
  /** What was entered before, as it is sent. */
  readonly entered?: Readonly<Record<string, unknown>> | undefined;
}): JSX.Element {
  const id = useId();
  const holder = useRef<HTMLDivElement>(null);
  const element = { ...fieldsOf(block["element"]), ...asInitial(entered) };
  const label = textOfOption({ text: block["label"] });
  const optional = block["optional"] === true;
  const keep = (value: Record<string, unknown>): void => {
    if (holder.current) holder.current.dataset["value"] = JSON.stringify({ type: element["type"], ...value });
  };
  const field = {
    id,
    defaultValue: wordOf(element["initial_value"]),
    placeholder: textOfOption({ text: element["placeholder"] }),
    maxLength: Number(element["max_length"] ?? 3_000),
    required: !optional,
    "aria-describedby": `${id}-more`,
    "aria-invalid": error !== undefined,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      keep({ value: event.currentTarget.value || null }),
  };
  return (
    <div
      class="block input"
      ref={holder}
      data-block={wordOf(block["block_id"])}
      data-action={wordOf(element["action_id"])}
      data-value={JSON.stringify({ type: element["type"], ...initialOf(element) })}
    >
      <label for={id}>
        {label}
        {optional && <small> (optional)</small>}
      </label>
      {isChoice(element) ? (
        <Choice element={element} label={label} onChoose={keep} />
      ) : element["multiline"] === true ? (
        <textarea rows={4} {...field} />
      ) : (
        <input type="text" inputMode={KEYS[wordOf(element["type"])] ?? "text"} {...field} />
      )}
      <p
        id={`${id}-more`}
        class={error === undefined ? "hint" : "error"}
        role={error === undefined ? undefined : "alert"}
      >
        {error ?? <TextObject value={block["hint"]} />}
      </p>
    </div>
  );
}

/** What was entered stands where the app's own first value would. */
function asInitial(entered: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  const fields = Object.entries(entered ?? {}).filter(([name, value]) => name !== "type" && value !== null);
  return Object.fromEntries(
    fields.map(([name, value]) => [name === "value" ? "initial_value" : name.replace("selected_", "initial_"), value]),
  );
}

/** What a field holds before anybody touched it. */
function initialOf(element: Fields): Record<string, unknown> {
  if (!isChoice(element)) return { value: element["initial_value"] ?? null };
  return Object.fromEntries(
    Object.entries(element)
      .filter(([name]) => name.startsWith("initial_"))
      .map(([name, value]) => [name.replace("initial_", "selected_"), value]),
  );
}

/** All fields of a form, by block and action. */
export function valuesIn(form: HTMLElement): FormValues {
  const values: Record<string, Record<string, Record<string, unknown>>> = {};
  for (const holder of form.querySelectorAll<HTMLElement>("[data-block][data-action]")) {
    const { block = "", action = "", value = "{}" } = holder.dataset;
    values[block] = { ...values[block], [action]: JSON.parse(value) as Record<string, unknown> };
  }
  return values;
}

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { type Fields, fieldsOf, itemsOf, wordOf } from "../../block-fields.ts";
import { useNames } from "./names.ts";
import { optionsOf, textOfOption } from "./options.ts";

const MENUS = new Set([
  "static_select",
  "multi_static_select",
  "external_select",
  "overflow",
  "users_select",
  "multi_users_select",
  "conversations_select",
  "channels_select",
  "multi_conversations_select",
  "multi_channels_select",
]);
const BOXES = new Set(["radio_buttons", "checkboxes"]);
const PICKERS: Readonly<Record<string, { readonly input: "date" | "time"; readonly key: string }>> = {
  datepicker: { input: "date", key: "selected_date" },
  timepicker: { input: "time", key: "selected_time" },
};

export const isChoice = (element: Fields): boolean => {
  const type = wordOf(element["type"]);
  return MENUS.has(type) || BOXES.has(type) || type in PICKERS;
};

interface ChoiceProps {
  readonly element: Fields;
  /** What Slack sends of the choice: `{ selected_option: ... }`. */
  readonly onChoose: (choice: Record<string, unknown>) => void;
  readonly label?: string | undefined;
}

/** Menus, radio buttons, boxes, dates and times. */
export function Choice(props: ChoiceProps): JSX.Element {
  const type = wordOf(props.element["type"]);
  if (BOXES.has(type)) return <Boxes {...props} />;
  const picker = PICKERS[type];
  if (picker === undefined) return <Menu {...props} />;
  const label = props.label ?? (textOfOption({ text: props.element["placeholder"] }) || type);
  return (
    <input
      type={picker.input}
      aria-label={label}
      defaultValue={wordOf(props.element[picker.key === "selected_date" ? "initial_date" : "initial_time"])}
      onChange={(event) => props.onChoose({ [picker.key]: event.currentTarget.value || null })}
    />
  );
}

function Menu({ element, onChoose, label }: ChoiceProps): JSX.Element {
  const names = useNames();
  const type = wordOf(element["type"]);
  const multi = type.startsWith("multi_");
  const kind = type.includes("users")
    ? "user"
    : type.includes("conversations")
      ? "conversation"
      : type.includes("channels")
        ? "channel"
        : "option";
  const options =
    kind === "option"
      ? optionsOf(element).map((option) => ({
          value: wordOf(option["value"]),
          words: textOfOption(option),
          sent: option as unknown,
        }))
      : Object.entries(kind === "user" ? names.users : names.channels).map(([value, words]) => ({
          value,
          words,
          sent: value as unknown,
        }));
  const given = [element[`initial_${kind}`], ...itemsOf(element[`initial_${kind}s`])];
  const initial = given.map((one) => wordOf(one) || wordOf(fieldsOf(one)["value"])).filter(Boolean);
  const [chosen, setChosen] = useState<readonly string[]>(initial);
  const isOverflow = type === "overflow";
  const placeholder = textOfOption({ text: element["placeholder"] }) || (isOverflow ? "⋯" : "Choose");
  const choose = (menu: HTMLSelectElement): void => {
    const picked = options.filter(({ value }) => [...menu.selectedOptions].some((one) => one.value === value));
    if (isOverflow) menu.value = "";
    else setChosen(picked.map(({ value }) => value));
    if (multi) onChoose({ [`selected_${kind}s`]: picked.map(({ sent }) => sent) });
    else if (picked[0] !== undefined) onChoose({ [`selected_${kind}`]: picked[0].sent });
  };
  return (
    <select
      class={isOverflow ? "overflow" : undefined}
      aria-label={label ?? (isOverflow ? "More actions" : placeholder)}
      multiple={multi}
      onChange={(event) => choose(event.currentTarget)}
    >
      {!multi && <option value="">{placeholder}</option>}
      {options.map(({ value, words }) => (
        <option key={value} value={value} selected={chosen.includes(value)}>
          {words}
        </option>
      ))}
    </select>
  );
}

function Boxes({ element, onChoose, label }: ChoiceProps): JSX.Element {
  const name = useId();
  const many = element["type"] === "checkboxes";
  const options = optionsOf(element);
  const initial = many ? itemsOf(element["initial_options"]).map(fieldsOf) : [fieldsOf(element["initial_option"])];
  const [chosen] = useState(() => new Set(initial.map((option) => wordOf(option["value"]))));
  return (
    <fieldset class="boxes" aria-label={label ?? "Options"}>
      {options.map((option) => {
        const value = wordOf(option["value"]);
        return (
          <label key={value}>
            <input
              type={many ? "checkbox" : "radio"}
              name={name}
              value={value}
              defaultChecked={chosen.has(value)}
              onChange={(event) => {
                if (!many) return onChoose({ selected_option: option });
                if (event.currentTarget.checked) chosen.add(value);
                else chosen.delete(value);
                onChoose({ selected_options: options.filter((one) => chosen.has(wordOf(one["value"]))) });
              }}
            />
            {textOfOption(option)}
          </label>
        );
      })}
    </fieldset>
  );
}

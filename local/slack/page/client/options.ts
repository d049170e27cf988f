import { type Fields, fieldsOf, itemsOf, wordOf } from "../../block-fields.ts";

/** What a menu offers, its groups laid flat. */
export const optionsOf = (element: Fields): Fields[] => [
  ...itemsOf(element["options"]).map(fieldsOf),
  ...itemsOf(element["option_groups"]).flatMap((group) => itemsOf(fieldsOf(group)["options"]).map(fieldsOf)),
];

/** An option's words; menus of a browser hold no markup. */
export const textOfOption = (option: Fields): string => wordOf(fieldsOf(option["text"])["text"]);

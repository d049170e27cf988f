import { REQUIRED, tooLong, tooMany, tooShort } from "./app/words.ts";
import { itemsOf, wordOf } from "./block-fields.ts";
import { type Element, elementsOf, keptIn } from "./elements.ts";
import type { ViewValues } from "./views.ts";

/**
 * What Slack finds wrong with a submission by itself: by block id, the words under the input. The app does not hear of
 * it.
 * @param values all that the blocks hold
 * @see https://docs.slack.dev/reference/block-kit/block-elements: `min_length`, `max_length`, `max_selected_items`
 */
export function inputErrors(blocks: readonly unknown[], values: ViewValues): Readonly<Record<string, string>> {
  const errors = elementsOf(blocks).flatMap((element) => {
    const error = errorOf(element, keptIn(element, values));
    return error === undefined ? [] : [[element.blockId, error] as const];
  });
  return Object.fromEntries(errors);
}

/** @param kept undefined: the element keeps no value */
function errorOf({ fields, input }: Element, kept: unknown): string | undefined {
  if (!input || kept === undefined) return undefined;
  if (kept === null || (Array.isArray(kept) && kept.length === 0)) {
    return input["optional"] === true ? undefined : REQUIRED;
  }
  const most = fields["max_selected_items"];
  if (typeof most === "number" && itemsOf(kept).length > most) return tooMany(most);
  const { length } = wordOf(kept);
  const [least, longest] = [fields["min_length"], fields["max_length"]];
  if (typeof least === "number" && length < least) return tooShort(least);
  return typeof longest === "number" && length > longest ? tooLong(longest) : undefined;
}

import { INSTANCE_CARD_WORDS, INSTANCE_NOTE_WORDS, type InstanceState } from "./words.ts";

/** The card of a provisioned product as it was from an instant on. */
interface InstanceCardTold {
  readonly at: number;
  readonly text: string;
  readonly state: InstanceState;
  /** The task that it calls the last. */
  readonly task: string | undefined;
}

/** One thing that a note says happened to a provisioned product. */
interface InstanceItem {
  /** `Update failed` and the like. */
  readonly word: string;
  readonly task: string | undefined;
  readonly text: string;
}

/** All that was told of one provisioned product. */
export interface InstanceTold {
  readonly name: string;
  /** The versions of each card that stands for it. */
  readonly cards: InstanceCardTold[][];
  readonly notes: { readonly at: number; readonly text: string; readonly items: readonly InstanceItem[] }[];
  /** Its lines in digests. */
  readonly lines: { readonly at: number; readonly text: string; readonly state: InstanceState }[];
}

const ID = /^Provisioned product (pp-[\w-]+)$/m;
const TASK = /^Last task: (\w+) (\w+) \((task-[\w-]+)\)/m;

export function readInstanceCard(text: string, at: number) {
  const [, words = "", name = ""] = /^([^:]+): (.+)$/.exec(text.split("\n")[0] ?? "") ?? [];
  const id = ID.exec(text)?.[1];
  const state = INSTANCE_CARD_WORDS[words];
  if (id === undefined || state === undefined) return undefined;
  const card: InstanceCardTold = { at, text, state, task: TASK.exec(text)?.[3] };
  return { id, name, card };
}

/** A note is one section after the other, each with a title of its own, then the id. */
export function readInstanceNote(text: string): { id: string; name: string; items: InstanceItem[] } | undefined {
  const id = ID.exec(text)?.[1];
  const lines = text.split("\n");
  const name = /^[^:]+: ([\w-]+)/.exec(lines[0] ?? "")?.[1];
  if (id === undefined || name === undefined) return undefined;
  const sections: string[][] = [];
  for (const line of lines) {
    const title = /^([A-Z][a-z ]+): ([\w-]+)$/.exec(line);
    if (title?.[2] === name && INSTANCE_NOTE_WORDS.has(title[1] ?? "")) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  const items = sections.map((section) => ({
    word: section[0]?.replace(/:.*$/, "") ?? "",
    task: TASK.exec(section.join("\n"))?.[3],
    text: section.join("\n"),
  }));
  return items.length === 0 ? undefined : { id, name, items };
}

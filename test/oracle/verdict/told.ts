import type { Posted } from "../desk.ts";
import { type InstanceTold, readInstanceCard, readInstanceNote } from "./told-instances.ts";
import { CARD_WORDS, INSTANCE_CARD_WORDS, NOTE_WORDS, type NoteWord, type PlanState } from "./words.ts";

/** One thing that people were told, at an instant. */
interface Told {
  readonly at: number;
  readonly text: string;
}

/** A card as it was from an instant on. */
interface CardTold extends Told {
  readonly state: PlanState;
  /** Whoever it names as those who have to act, sorted; several steps joined. */
  readonly waitingFor: readonly string[];
}

/** One thing that a note says happened. */
export interface Item {
  readonly word: NoteWord;
  /** The state that the plan came into; `undefined` when it stayed in its own. */
  readonly state: PlanState | undefined;
  /** Who decided, and what they said. */
  readonly by: { readonly name: string; readonly comment: string } | undefined;
  readonly waitingFor: readonly string[];
  /** `Parameter size: 2 -> 4` and the like. */
  readonly parameters: readonly string[];
}

interface NoteTold extends Told {
  readonly broadcast: boolean;
  readonly items: readonly Item[];
}

interface LineTold extends Told {
  readonly state: PlanState;
}

/** All that was told of one plan. */
export interface PlanTold {
  readonly name: string;
  /** The versions of each card that stands for it. */
  readonly cards: CardTold[][];
  readonly notes: NoteTold[];
  /** Its lines in digests. */
  readonly lines: LineTold[];
}

/** What people read in Slack. */
export interface Reading {
  readonly plans: ReadonlyMap<string, PlanTold>;
  readonly instances: ReadonlyMap<string, InstanceTold>;
  /** About the bot itself. */
  readonly notices: readonly Told[];
  /** Messages that nobody can make sense of. */
  readonly obscure: readonly string[];
}

/** Reads a channel from its first message to its last, as somebody who knows nothing but what stands there. */
export function readSlack(messages: readonly Posted[]): Reading {
  const plans = new Map<string, PlanTold>();
  const instances = new Map<string, InstanceTold>();
  const notices: Told[] = [];
  const obscure: string[] = [];
  const of = (id: string, name: string): PlanTold => demand(plans, id, name);
  const ofInstance = (id: string, name: string): InstanceTold => demand(instances, id, name);
  for (const { type, thread, broadcast, versions: written } of messages) {
    const versions = written.map((version) => ({ ...version, text: unescaped(version.text) }));
    const [first] = versions;
    if (first === undefined) continue;
    const { at, text } = first;
    if (type === "planbell_card") {
      const plan = sameOf(versions.map((version) => readCard(version.text, version.at)));
      const instance = sameOf(versions.map((version) => readInstanceCard(version.text, version.at)));
      if (plan !== undefined) of(plan[0]!.id, plan[0]!.name).cards.push(plan.map(({ card }) => card));
      else if (instance !== undefined)
        ofInstance(instance[0]!.id, instance[0]!.name).cards.push(instance.map(({ card }) => card));
      else obscure.push(`card: ${versions.map((v) => v.text).join(" / ")}`);
    } else if (type === "planbell_digest") {
      const lines = bulletsOf(first.blocks).filter((line) => !/^and \d+ more$/.test(line));
      for (const line of lines) {
        const [, name = "", id = "", words = ""] = /^(.+) \(((?:plan|pp)-[\w-]+)\): (.+) · /.exec(line) ?? [];
        const state = CARD_WORDS[words.replace(" (dangerous)", "").replace(/, by .*$/, "")];
        const instance = INSTANCE_CARD_WORDS[words];
        if (id.startsWith("plan-") && state !== undefined) of(id, name).lines.push({ at, text: line, state });
        else if (id.startsWith("pp-") && instance !== undefined)
          ofInstance(id, name).lines.push({ at, text: line, state: instance });
        else obscure.push(`digest: ${line}`);
      }
    } else if (thread === undefined) notices.push({ at, text });
    else if (!/^(Log|End of the log) of /.test(text)) {
      const note = readNote(text);
      const ofOne = readInstanceNote(text);
      if (note !== undefined) of(note.id, note.name).notes.push({ at, text, broadcast, items: note.items });
      else if (ofOne !== undefined) ofInstance(ofOne.id, ofOne.name).notes.push({ at, text, items: ofOne.items });
      else obscure.push(`note: ${text}`);
    }
  }
  return { plans, instances, notices, obscure };
}

type ToldOf = PlanTold | InstanceTold;

function demand<T extends ToldOf>(all: Map<string, T>, id: string, name: string): T {
  const known = all.get(id) ?? ({ name, cards: [], notes: [], lines: [] } as ToldOf as T);
  all.set(id, known);
  return known;
}

/** What all versions of a card say; undefined where one is obscure, or is another's. */
function sameOf<T extends { readonly id: string }>(read: readonly (T | undefined)[]): readonly T[] | undefined {
  const said = read.flatMap((one) => (one === undefined || one.id !== read[0]?.id ? [] : [one]));
  return said.length < read.length || said.length === 0 ? undefined : said;
}

function readCard(text: string, at: number): { id: string; name: string; card: CardTold } | undefined {
  const lines = text.split("\n");
  const [, words = "", name = ""] = /^([^:]+): (.+)$/.exec(lines[0] ?? "") ?? [];
  const id = /^Plan: (plan-[\w-]+)/m.exec(text)?.[1];
  const state = CARD_WORDS[words];
  if (id === undefined || state === undefined) return undefined;
  return { id, name, card: { at, text, state, waitingFor: waitingFor(lines) } };
}

/** A note is one section after the other, each with a title of its own, then the plan's id. */
function readNote(text: string): { id: string; name: string; items: Item[] } | undefined {
  const id = /^Plan (plan-[\w-]+)$/m.exec(text)?.[1];
  const lines = text.split("\n");
  const name = /^[^:]+: ([\w-]+)/.exec(lines[0] ?? "")?.[1];
  if (id === undefined || name === undefined) return undefined;
  const sections: string[][] = [];
  for (const line of lines) {
    const title = /^([A-Z][a-z ]+): ([\w-]+)( \(dangerous\))?$/.exec(line);
    if (title?.[2] === name && NOTE_WORDS[title[1] ?? ""] !== undefined) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  if (sections.length === 0) return undefined;
  return { id, name, items: sections.map(readItem) };
}

function readItem([title = "", ...lines]: readonly string[]): Item {
  const word = NOTE_WORDS[title.replace(/:.*$/, "")] as NoteWord;
  const to = lines.map((line) => /^from ".*" to "(.*)"$/.exec(line)?.[1]).find((one) => one !== undefined);
  const stayed = word === "handed over" || word === "changed";
  const by = lines.map((line) => /^by (\S+) \([^)]*\)(?:: "(.*)")? · /.exec(line)).find((one) => one !== null);
  return {
    word,
    state: stayed ? undefined : word === "moved" ? CARD_WORDS[to ?? ""] : word,
    by: by == null ? undefined : { name: by[1] ?? "", comment: by[2] ?? "" },
    waitingFor: waitingFor(lines),
    parameters: lines.filter((line) => line.startsWith("Parameter ")),
  };
}

/** `Waiting for: any one of alice (RAM user), bob (RAM user)`. */
function waitingFor(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => line.startsWith("Waiting for: "))
    .flatMap((line) => [...line.matchAll(/([\w-]+) \(RAM (?:user|role)\)/g)].map((found) => found[1] ?? ""))
    .sort();
}

/** The text as Slack shows it. */
const unescaped = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** The texts of the bullets in a message. */
function bulletsOf(blocks: readonly unknown[]): string[] {
  return blocks.flatMap((block) =>
    partsOf(block)
      .filter((part) => part["type"] === "rich_text_list")
      .flatMap((list) =>
        partsOf(list).map((item) =>
          partsOf(item)
            .map((run) => String(run["text"] ?? ""))
            .join(""),
        ),
      ),
  );
}

type Part = Readonly<Record<string, unknown>>;
const partsOf = (block: unknown): readonly Part[] => ((block as Part)["elements"] as readonly Part[] | undefined) ?? [];

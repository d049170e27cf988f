import type { MentionId } from "../../model/brand.ts";
import type { Principal } from "../../model/plan.ts";
import { type Mentions, MOST_MENTIONS } from "../../notify/mentions.ts";
import { principalKey } from "../../notify/people.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { type Line, labelled, type Piece, spoken, woven } from "./line.ts";
import { more, others, whoOf } from "./plan-words.ts";

/** Approvers named over all steps; the rest is counted. */
const MOST_APPROVERS = 10;
const MOST_NODES = 5;

/** A line of people as top-level text; mentions take the room that they need. */
export const spokenPeople = (line: Line, max: number): string =>
  spoken(line, line.some((piece) => typeof piece !== "string" && "mention" in piece) ? MOST_WITH_MENTIONS : max);
/** UTF-16 units: 20 mentions, and the words around them. */
const MOST_WITH_MENTIONS = 700;

/**
 * The people of one message: mentioned where the message is to mention them, named otherwise. Mentions nobody twice, and
 * not more than 20; the others are counted.
 */
export class PlanPeople {
  readonly #mentions: Mentions;
  readonly #texts: Texts;
  readonly #spoken = new Set<MentionId>();

  constructor(mentions: Mentions | undefined, texts: Texts) {
    this.#mentions = mentions ?? {};
    this.#texts = texts;
  }

  /** Who has to act, a line for each step; one line that says so where nobody is named. */
  approvers(nodes: PlanFacts["pending"]): readonly Line[] {
    const t = this.#texts.plan;
    const named = nodes.filter((node) => node.approvers.length > 0);
    if (named.length === 0) return [[t.nobody]];
    const each = Math.floor(MOST_APPROVERS / Math.min(named.length, MOST_NODES));
    const lines = named.slice(0, MOST_NODES).map((node) => {
      const approvers = this.#anyOf(node.approvers, each);
      if (named.length === 1) return woven(approvers, t.anyOneOf);
      const name = shown(node.name, 60, this.#texts.state.unnamed);
      return woven([name, ...approvers], ([step = "", ...who]) => t.atNode(step, t.anyOneOf(who)));
    });
    return [...lines, ...more(named.length - lines.length, this.#texts).map((said) => [said])];
  }

  /** A sentence about whoever asked for the plan. */
  sentence(requester: Principal, say: (who: string) => string): Line {
    const ids = this.#take(this.#idsOf(requester) ?? []);
    const who: readonly Piece[] = ids.length === 0 ? [whoOf(requester, this.#texts)] : ids;
    return woven(who, (words) => say(this.#texts.join.list(words)));
  }

  /** Those whom the rule names. */
  attention(): readonly Line[] {
    const { also = [] } = this.#mentions;
    return this.#line(this.#texts.plan.attention, also);
  }

  /** Whom a note mentions and has not yet, a line for each reason. */
  besides(requester: Principal): readonly Line[] {
    const { plan } = this.#texts;
    const { [principalKey(requester)]: asker = [], ...acting } = this.#mentions.who ?? {};
    return [
      ...this.#line(plan.requester, asker),
      ...this.#line(plan.waitingFor, Object.values(acting).flat()),
      ...this.attention(),
    ];
  }

  #line(label: string, ids: readonly MentionId[]): readonly Line[] {
    const named = this.#take(ids);
    const left = ids.filter((id) => !this.#spoken.has(id)).length;
    const { join } = this.#texts;
    if (named.length === 0) return [];
    return [labelled(this.#texts, label, ...woven([...named, ...others(left, this.#texts)], join.list))];
  }

  /** Approvers of one step: people that stand for them each for themselves, at most `most` names. */
  #anyOf(approvers: readonly Principal[], most: number): readonly Piece[] {
    const pieces: Piece[] = [];
    const here = new Set<MentionId>();
    let [names, left] = [0, 0];
    for (const who of approvers) {
      const ids = this.#idsOf(who) ?? [];
      const fresh = this.#take(ids);
      pieces.push(...fresh);
      if (fresh.length > 0) left += ids.filter((id) => !this.#spoken.has(id)).length;
      else if (!ids.some((id) => here.has(id))) {
        if (names < most) pieces.push(this.#named(who));
        else left += 1;
        names += 1;
      }
      for (const { mention } of fresh) here.add(mention);
    }
    return [...pieces, ...others(left, this.#texts)];
  }

  /** Undefined: they are named. */
  #idsOf(who: Principal): readonly MentionId[] | undefined {
    const key = principalKey(who);
    return this.#mentions.who !== undefined && Object.hasOwn(this.#mentions.who, key)
      ? this.#mentions.who[key]
      : undefined;
  }

  #take(ids: readonly MentionId[]): readonly { readonly mention: MentionId }[] {
    const fresh = [...new Set(ids)].filter((id) => !this.#spoken.has(id)).slice(0, MOST_MENTIONS - this.#spoken.size);
    for (const id of fresh) this.#spoken.add(id);
    return fresh.map((mention) => ({ mention }));
  }

  #named(who: Principal): string {
    const { kind, name } = who;
    const { principal, outsider, unnamed } = this.#texts.state;
    return (this.#idsOf(who)?.length === 0 ? outsider : principal)(shown(kind, 24, ""), shown(name, 64, unnamed));
  }
}

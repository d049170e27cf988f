import type { Message } from "../../model/message.ts";
import type { Principal } from "../../model/plan.ts";
import { shown } from "../../text/shown.ts";
import { type Line, labelled, type Piece, woven } from "./line.ts";
import { labelOf, type PlanMessageOptions, whoOf } from "./plan-words.ts";
import { answerInSections } from "./sections.ts";
import { personPiece } from "./slack-places.ts";

/** A RAM identity that somebody in Slack stands for. */
interface Identity {
  readonly who: Principal;
  /** The user group through which; absent: by name. */
  readonly group?: string | undefined;
  /** May Planbell act for it? */
  readonly hasRole: boolean;
}

/** Why somebody decides nothing, whatever the plan. */
export type Barred = "off" | "bot" | "deactivated" | "foreign" | "guest";

export interface Whoami {
  readonly user: string;
  readonly team: string;
  readonly identities: readonly Identity[];
  /** Does the map hold anybody at all? */
  readonly anybody: boolean;
  readonly closedGroups: number;
  readonly barred?: Barred | undefined;
  /** Slack's word where it did not tell who they are. */
  readonly unread?: string | undefined;
  readonly allowSelf: boolean;
}

const MOST_IDENTITIES = 10;

/** Who somebody is in Slack and in RAM, and what they may decide here, or why not. */
export function whoamiAnswer(me: Whoami, { texts, label }: Pick<PlanMessageOptions, "texts" | "label">): Message {
  const t = texts.whoami;
  const { identities } = me;
  const nobody = me.anybody ? t.nobody : t.noPeople;
  const known = identities.map(({ who, group }): Line => {
    const pieces: readonly Piece[] = [whoOf(who, texts), ...(group === undefined ? [] : [personPiece(group)])];
    return woven(pieces, ([name = "", through]) => (through === undefined ? name : t.through(name, through)));
  });
  const ids: readonly Line[] = [
    labelled(texts, t.slackId, personPiece(me.user), ` (${shown(me.user, 30)})`),
    labelled(texts, t.workspace, shown(me.team, 30)),
  ];
  const list = (lines: readonly Line[], heading: string) => ({
    heading,
    entries: lines.slice(0, MOST_IDENTITIES).map((line) => [line]),
    total: lines.length,
  });
  return answerInSections(
    t.title + labelOf(label),
    [
      { entries: ids.map((line) => [line]) },
      list(known.length === 0 ? [[nobody]] : known, t.identities),
      list(
        decisions(me, (who) => whoOf(who, texts), t).map((said): Line => [said]),
        t.decides,
      ),
    ],
    me.closedGroups > 0 ? [texts.command.closedGroups(me.closedGroups)] : [],
    texts,
  );
}

/** What they may decide, or the one thing that stands against all of it. */
function decisions(
  { barred, unread, identities, allowSelf }: Whoami,
  nameOf: (who: Principal) => string,
  t: PlanMessageOptions["texts"]["whoami"],
): readonly string[] {
  if (barred !== undefined) return [t[barred]];
  if (unread !== undefined) return [t.unread(shown(unread, 60))];
  if (identities.length === 0) return [t.noIdentity];
  const each = identities.map(({ who, hasRole }) => (hasRole ? t.as : t.noRole)(nameOf(who)));
  return [...each, ...(allowSelf || !identities.some(({ hasRole }) => hasRole) ? [] : [t.notSelf])];
}

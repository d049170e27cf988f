import type { MentionId } from "../../model/brand.ts";
import { shown } from "../../text/shown.ts";
import type { Piece } from "./line.ts";

const PERSON = /^[UW][A-Z0-9]{6,24}$/;
const MENTIONABLE = /^[UWS][A-Z0-9]{6,24}$/;
const CONVERSATION = /^[CG][A-Z0-9]{6,24}$/;

/**
 * Somebody in Slack, in an answer that one person alone sees: shown as a mention, which calls nobody there. What is no
 * id is words.
 */
export const personPiece = (id: string): Piece => (MENTIONABLE.test(id) ? { mention: id as MentionId } : shown(id, 30));

/**
 * Where messages go, for people: a channel as a link that opens it, a person as themselves.
 * @param team the workspace that it is in
 * @see https://docs.slack.dev/interactivity/deep-linking
 */
export function placePiece(place: string, team: string): Piece {
  if (PERSON.test(place)) return { mention: place as MentionId };
  if (!CONVERSATION.test(place) || !/^[TE][A-Z0-9]{2,24}$/.test(team)) return shown(place, 30);
  return { stress: place, url: `https://slack.com/app_redirect?channel=${place}&team=${team}` };
}

import type { Renderer } from "../../lib/app/deliver/render.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";

const BLOCKS = [{ type: "section" }];

/** What a card says here: the state, and who has to act. */
export const cardText = (facts: PlanFacts): string =>
  cardLine(facts.gone ? "gone" : facts.status, namesOf(facts), facts.gone === true);

/** The same line, from what the cloud says. */
export const cardLine = (status: string, waitingFor: readonly string[], gone = false): string =>
  gone ? "gone" : [status, ...waitingFor].join(" ");

const namesOf = (facts: PlanFacts): string[] => facts.pending.flatMap((node) => node.approvers.map((a) => a.name));

/** What a digest's line says of the state a plan is in. */
export const toldInDigest = (id: string, status: string): string => `${id}=${status}`;

/** Messages that say what the promises are about, and nothing else; much faster than those that people read. */
export const plainRenderer: Renderer = {
  card: (facts) => ({ text: cardText(facts), blocks: BLOCKS }),
  note: (_facts, transitions) => ({ text: transitions.map((t) => t.kind).join(" "), blocks: BLOCKS }),
  instanceCard: (facts) => ({ text: facts.gone ? "gone" : facts.status, blocks: BLOCKS }),
  instanceNote: (_facts, transitions) => ({ text: transitions.map((t) => t.kind).join(" "), blocks: BLOCKS }),
  digest: (digest) => ({
    text: digest.members.map((m) => `${m.id} ${toldInDigest(m.id, m.gone ? "gone" : m.status)}`).join(" "),
    blocks: BLOCKS,
  }),
  log: (_facts, { text, part, of }) => ({ text: `log ${part}/${of} ${text.length}`, blocks: BLOCKS }),
  logFile: (_facts, task, log) => ({ name: task, title: "log", text: log.text }),
  notice: (notices) => ({ text: notices.map((n) => n.kind).join(" "), blocks: BLOCKS }),
};

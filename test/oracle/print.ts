import { at } from "./play.ts";
import type { Played } from "./played.ts";
import { readSlack } from "./verdict/told.ts";

/** A history for readers: what the cloud was, when the bot looked, and what it told. */
export function printed({ history, chronicle, polls, messages, deeds }: Played): string {
  const { births, stock, polls: planned, ...rest } = history;
  const reading = readSlack(messages);
  const looks = polls.map(({ began, lookedUntil, ended, newest, active, restarted, details, failed, instances }, n) => {
    const lists = `${newest ? "newest" : "NO NEWEST"}, ${active ? "active" : "NO ACTIVE"}`;
    const bot = restarted ? ", a new bot" : "";
    const round = instances === undefined ? "" : instances ? ", instances" : ", NO INSTANCES";
    return `  ${n}: ${at(began)} to ${at(lookedUntil)}, ended ${at(ended)}: ${lists}, ${details} details, ${failed} failed${round}${bot}`;
  });
  const plans = [...chronicle.plans.values()].flatMap(({ id, name, createdAt, moments, goneAt }) => {
    const told = reading.plans.get(id);
    const was = moments.map((m) => {
      const who = m.pending.map((p) => p.name).join(" or ");
      const values = m.parameters.map((p) => `${p.key}=${p.value}`).join(" ");
      return `    ${at(m.at)} ${m.status}${who && ` (${who}, node ${m.node + 1})`} updated ${at(m.updatedAt)} ${values}`;
    });
    const said = [
      ...(told?.cards ?? []).flatMap((card) => card.map((v) => [v.at, `card: ${v.state} ${v.waitingFor}`] as const)),
      ...(told?.notes ?? []).map((n) => [n.at, `note: ${n.text.split("\n").slice(0, 4).join(" | ")}`] as const),
      ...(told?.lines ?? []).map((l) => [l.at, `line: ${l.text}`] as const),
    ].sort(([a], [b]) => a - b);
    return [
      `  ${name} (${id}) created ${at(createdAt)}${goneAt === undefined ? "" : `, deleted ${at(goneAt)}`}`,
      ...was,
      ...said.map(([when, what]) => `      told ${at(when)} ${what}`),
    ];
  });
  const instances = [...chronicle.instances.values()].flatMap(({ id, name, createdAt, tasks, moments }) => {
    const told = reading.instances.get(id);
    const was = tasks.map((t) => {
      const who = t.plan === undefined ? "directly" : `by ${t.plan}`;
      return `    ${at(t.began)} to ${at(t.ended)} ${t.type} ${t.id} ${who}: ${t.status} ${t.reason ?? ""}`;
    });
    const said = [
      ...(told?.cards ?? []).flatMap((card) => card.map((v) => [v.at, `card: ${v.state} ${v.task}`] as const)),
      ...(told?.notes ?? []).map((n) => [n.at, `note: ${n.text.split("\n").slice(0, 6).join(" | ")}`] as const),
      ...(told?.lines ?? []).map((l) => [l.at, `line: ${l.text}`] as const),
    ].sort(([a], [b]) => a - b);
    return [
      `  ${name} (${id}) created ${at(createdAt)}, at last ${moments.at(-1)?.status}`,
      ...was,
      ...said.map(([when, what]) => `      told ${at(when)} ${what}`),
    ];
  });
  const notices = reading.notices.map((n) => `  ${at(n.at)} ${n.text.replaceAll("\n", " | ")}`);
  return [
    JSON.stringify(rest),
    `${stock.length} plans in stock, ${births.length} born, ${planned.length} polls and then calm`,
    "polls",
    ...looks,
    "plans",
    ...plans,
    "provisioned products",
    ...instances,
    "deeds",
    ...deeds.map((deed) => `  ${deed}`),
    "notices",
    ...notices,
  ].join("\n");
}

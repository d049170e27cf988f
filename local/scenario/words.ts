import { never } from "../../lib/model/never.ts";
import type { Act, Story } from "./scenario.ts";

/** What happens, in words: "alice approves orders-vpc". `isEnd`: the act lasts for a while, and is over now. */
export function wordsOf(story: Story, act: Act, isEnd = false): string {
  switch (act.do) {
    case "create":
      return `${ownerOf(story, act.plan)} submits ${act.plan}`;
    case "approve":
      return `${act.by.name} approves ${act.plan}`;
    case "reject":
      return `${act.by.name} rejects ${act.plan}`;
    case "hand-over":
      return `${act.plan} is handed over to ${act.to.map(({ name }) => name).join(", ")}`;
    case "execute":
      return `${ownerOf(story, act.plan)} runs ${act.plan}`;
    case "cancel":
      return `${ownerOf(story, act.plan)} cancels ${act.plan}`;
    case "launch":
      return `${story.launches?.find(({ name }) => name === act.launch)?.owner?.name ?? "somebody"} launches ${act.launch} without a plan`;
    case "throttle-catalog":
      return isEnd ? "Service Catalog takes calls again" : "Service Catalog says: too many calls";
    case "stop-catalog":
      return isEnd ? "Service Catalog answers again" : "Service Catalog stops answering";
    case "throttle-slack":
      return isEnd ? "Slack takes messages again" : "Slack says: too many messages";
    case "lose-answer":
      return "Slack's answer to the next message is lost on the way";
    default:
      return never(act);
  }
}

const ownerOf = (story: Story, plan: string): string =>
  story.plans.find((one) => one.plan.name === plan)?.plan.owner?.name ?? "somebody";

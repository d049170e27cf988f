import type { CommandWord } from "../lib/app/commands/command-line.ts";
import type { Command, Subcommand } from "./slack/app/app.ts";

/** All that Planbell understands, as its `help` has it. */
const WORDS: Readonly<Record<CommandWord, Omit<Subcommand, "name">>> = {
  pending: { takes: "[mine|<product>]", description: "What waits for approval" },
  plan: { takes: "<plan>", description: "A plan, as its card shows it" },
  task: { takes: "<task>", description: "The log of a task" },
  failed: { takes: "[24h]", description: "What failed, and why" },
  approve: { takes: "<plan> [comment]", description: "Opens the form in which you approve" },
  reject: { takes: "<plan> [comment]", description: "Opens the form in which you reject" },
  mute: { takes: "<plan|product> [duration]", description: "Mentions nobody for a while" },
  unmute: { takes: "<plan|product>", description: "Ends that" },
  whoami: { takes: "", description: "Who you are to Planbell, and what you may decide" },
  why: { takes: "<plan>", description: "What was seen of a plan, and what was sent where" },
  status: { takes: "", description: "How Planbell is" },
  help: { takes: "", description: "Lists the commands" },
};

/** The slash commands in the app's settings. */
export const COMMANDS: readonly Command[] = [
  {
    name: "/planbell",
    description: "What waits, what failed, why, and deciding it",
    hint: "pending | plan <id> | approve <plan> | … | help",
    words: Object.entries(WORDS).map(([name, word]) => ({ name, ...word })),
  },
];

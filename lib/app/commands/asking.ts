import type { Asker } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import type { Clock } from "../../ports.ts";
import type { ListOptions } from "../../slack/messages/pending-list.ts";
import { planLink } from "../deliver/render.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import type { CommandWord } from "./command-line.ts";

/** What answering takes of all that slow work has. */
export type CommandPorts = Pick<WorkPorts, "store" | "catalog" | "redactor" | "directory"> & {
  readonly clock: Pick<Clock, "now" | "sleep">;
};

export type CommandSettings = Pick<
  WorkSettings,
  | "shard"
  | "routes"
  | "people"
  | "fallback"
  | "interval"
  | "dangerTypes"
  | "paused"
  | "approvals"
  | "command"
  | "texts"
  | "label"
  | "consolePlan"
>;

/** The answer, for whoever asked alone, and what the log may say of it. */
export interface CommandAnswer {
  readonly message: Message;
  /** A kind of ours, never a word that was typed. */
  readonly kind: CommandWord | "argument" | "unknown" | "other-name";
}

/** Somebody asks, and is answered in the language of `settings.texts`. */
export interface Asking {
  readonly ports: CommandPorts;
  readonly settings: CommandSettings;
  readonly by: Asker;
}

/** How lists and logs are told. */
export const listOptions = ({ settings }: Asking): ListOptions => ({
  texts: settings.texts,
  label: settings.label,
  consoleUrl: (plan) => planLink(settings.consolePlan, plan),
});

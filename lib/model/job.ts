import type { ChannelId, EpochMs, MessageTs, PlanId } from "./brand.ts";

/** Somebody in Slack, as a signed request names them: nothing of it says what they may do. */
export interface Asker {
  /** The workspace that the request comes from. */
  readonly team: string;
  readonly user: string;
  /** Their own workspace, where the request tells it. */
  readonly home?: string;
  /** Where they asked; absent for Home. */
  readonly channel?: ChannelId;
}

export type DecisionAction = "approve" | "reject";

/** The caller's own account, where the settings name no others. */
export const OWN_ACCOUNT = "self";

/** What is decided on: the plan, and a seal of what was shown of it. */
export interface Sealed {
  /** The account's name in the settings, or `self`. */
  readonly account: string;
  readonly plan: PlanId;
  /** 32 hex digits. */
  readonly seal: string;
}

/** A command that is not answered at once. */
export interface CommandJob {
  readonly kind: "command";
  readonly by: Asker;
  /** With its slash. */
  readonly command: string;
  readonly text: string;
  /** Where the answer goes, up to five times within 30 minutes. A capability: never logged. */
  readonly responseUrl: string;
  /** A button asked it. Others than people of the workspace can press one, where a channel is shared. */
  readonly pressed?: true;
}

/** A decision: a click on a harmless plan's button, or a modal that was sent. */
export interface DecideJob {
  readonly kind: "decide";
  readonly by: Asker;
  readonly action: DecisionAction;
  readonly on: Sealed;
  /** At most 128 characters; empty where none was asked for. */
  readonly comment: string;
  /** What was typed as the name of the provisioned product; absent where nothing was asked. */
  readonly typedName?: string;
  /** When it was decided: one that comes much later does not count. */
  readonly at: EpochMs;
  /** The card it was decided from. */
  readonly card?: { readonly channel: ChannelId; readonly ts: MessageTs };
  /** Absent for a modal, which has none. */
  readonly responseUrl?: string;
}

/** A modal that was opened by a command, empty, and wants to be filled in. */
export interface FormJob {
  readonly kind: "form";
  readonly by: Asker;
  readonly action: DecisionAction;
  /** As it was typed. */
  readonly plan: string;
  /** As it was typed: what the modal begins with. */
  readonly comment: string;
  /** The modal's own name, by which it is found. */
  readonly externalId: string;
}

/** Somebody looks at the app's Home. */
export interface HomeJob {
  readonly kind: "home";
  readonly by: Asker;
}

/** Slow work that somebody in Slack waits for; plain JSON, since another process may do it. */
export type Job = CommandJob | DecideJob | FormJob | HomeJob;

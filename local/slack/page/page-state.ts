import type { Command } from "../app/app.ts";
import type { Exchange } from "../traffic.ts";

/*
 * What the page's server sends to the page: the whole state once, then one event for each thing that changes. Only
 * types: both sides import this file, and one of them runs in a browser.
 */

interface PageFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

export interface PageMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  /** A reply that the channel shows too. */
  readonly broadcast?: true;
  readonly text: string;
  readonly blocks: readonly unknown[];
  /** False: nothing in `text` is formatted. */
  readonly mrkdwn?: false;
  readonly files?: readonly PageFile[];
  /** The app, or the id of a person. */
  readonly by: "app" | string;
  readonly edits: number;
  readonly deleted?: true;
  /** Only this person sees it. */
  readonly ephemeralFor?: string;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  /** The person with whom the app speaks alone. */
  readonly direct?: string;
  /** Why the app cannot post here, in words. */
  readonly trouble?: string;
}

export interface PagePerson {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly deactivated?: true;
}

export interface PageView {
  readonly id: string;
  readonly title: string;
  /** Absent: nothing can be submitted. */
  readonly submit?: string;
  readonly close: string;
  readonly blocks: readonly unknown[];
  readonly hash: string;
  /** What the person entered since it was shown, as far as it was handed on; initial values are not in it. */
  readonly state: FormValues;
}

/** What the app shows to one person alone. */
export interface PageViews {
  /** The modal on top is the last. */
  readonly modals: readonly PageView[];
  readonly home?: PageView;
}

interface PageStory {
  readonly title: string;
  readonly caption: string;
  readonly state: "to come" | "on" | "over";
}

/** The scenario that is played, for the control strip. */
export interface PageShow {
  readonly scenario: string;
  readonly title: string;
  readonly scenarios: readonly { readonly name: string; readonly title: string }[];
  readonly stories: readonly PageStory[];
  readonly speed: number;
  readonly paused: boolean;
  readonly over: boolean;
  /** What happens next, and in how many milliseconds. */
  readonly next?: { readonly words: string; readonly inMs: number };
}

/** Something that can be spoilt by a click. */
export interface PageFault {
  readonly name: string;
  readonly title: string;
  /** What one sees then. */
  readonly hint: string;
  /** It goes on until it is mended. */
  readonly active?: true;
}

export interface PageApp {
  readonly name: string;
  readonly userId: string;
  readonly commands: readonly Command[];
  /** Where clicks and commands go, in words. */
  readonly link: string;
  readonly connected: boolean;
}

export interface PageState {
  readonly team: string;
  readonly app: PageApp;
  readonly channels: readonly PageChannel[];
  readonly people: readonly PagePerson[];
  readonly groups: readonly { readonly id: string; readonly handle: string }[];
  readonly messages: readonly PageMessage[];
  /** By person; nothing for those to whom the app shows nothing. */
  readonly views: Readonly<Record<string, PageViews>>;
  readonly traffic: readonly Exchange[];
  readonly show?: PageShow;
  readonly faults: readonly PageFault[];
}

export type PageEvent =
  | { readonly kind: "state"; readonly state: PageState }
  | { readonly kind: "message"; readonly message: PageMessage }
  /** Channels, people or the app's connection are other ones now. */
  | {
      readonly kind: "workspace";
      readonly channels: readonly PageChannel[];
      readonly people: readonly PagePerson[];
      readonly app: PageApp;
    }
  | { readonly kind: "views"; readonly user: string; readonly views: PageViews }
  | { readonly kind: "exchange"; readonly exchange: Exchange }
  | { readonly kind: "show"; readonly show: PageShow }
  | { readonly kind: "faults"; readonly faults: readonly PageFault[] };

/** What the page asks its server to do, as the body of `POST /do`. `user`: as whom. */
export type PageDeed =
  | {
      readonly do: "say";
      readonly user: string;
      readonly channel: string;
      readonly text: string;
      readonly threadTs?: string;
    }
  | {
      readonly do: "act";
      readonly user: string;
      readonly at: ActPlace;
      readonly blockId: string;
      readonly actionId: string;
      readonly choice?: Record<string, unknown>;
      /** What stands in the fields around it. */
      readonly values?: FormValues;
    }
  | { readonly do: "submit"; readonly user: string; readonly viewId: string; readonly values: FormValues }
  | { readonly do: "dismiss"; readonly user: string; readonly viewId: string; readonly clear?: boolean }
  | { readonly do: "home"; readonly user: string }
  | { readonly do: "show"; readonly order: "pause" | "resume" | "step" }
  | { readonly do: "speed"; readonly speed: number }
  | { readonly do: "play"; readonly scenario: string }
  | { readonly do: "fault"; readonly name: string };

export type ActPlace = { readonly channel: string; readonly ts: string } | { readonly viewId: string };

/** block_id -> action_id -> what stands in the field, as Slack sends it. */
export type FormValues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** How a deed went; `said` is for the person, `errors` for the fields of a modal. */
export interface DeedOutcome {
  readonly ok: boolean;
  readonly said?: string | undefined;
  readonly errors?: Readonly<Record<string, string>> | undefined;
}

import type {
  BlockAction,
  BlockElementAction,
  EnvelopedEvent,
  SlashCommand,
  ViewClosedAction,
  ViewOutput,
  ViewSubmitAction,
} from "@slack/bolt";
import type { AppHomeOpenedEvent } from "@slack/types";
import { escapeMrkdwn } from "../../../lib/text/escape.ts";
import type { Fields } from "../block-fields.ts";
import type { Element } from "../elements.ts";
import { formatTs } from "../timestamp.ts";
import type { ViewValues } from "../views.ts";
import { asWire } from "../wire.ts";
import type { StoredMessage, User, Workspace } from "../workspace.ts";

/** What Slack gives away with an interaction, so that the app can answer it. */
export interface Handles {
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** Nothing in a view can be answered at a URL. */
type ViewHandles = Pick<Handles, "triggerId">;

/** Where a person acted: a message, or a view in its wire form with the values of that moment. */
export type Place =
  | { readonly message: StoredMessage; readonly handles: Handles }
  | { readonly view: Fields; readonly handles: ViewHandles };

/** Bolt's type wants what Slack leaves out: `enterprise` is null, and nothing in a view has a `response_url`. */
export type Clicked = Omit<BlockAction, "enterprise" | "response_url"> & {
  readonly enterprise: null;
  readonly response_url?: string;
};

/** The old way to know Slack's requests. Apps that check signatures ignore it. */
const TOKEN = "stand-in-verification-token";
const DOMAIN = "planbell-demo";

/**
 * Writes what Slack sends to an app, whole, at the workspace's instant.
 * @see https://docs.slack.dev/reference/interaction-payloads
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export class Payloads {
  readonly #workspace: Workspace;
  #events = 0;
  #last = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  command(
    user: User,
    typed: { readonly channel: string; readonly command: string; readonly text: string },
    { triggerId, responseUrl }: Handles,
  ): SlashCommand {
    return {
      token: TOKEN,
      team_id: this.#workspace.team.id,
      team_domain: DOMAIN,
      channel_id: typed.channel,
      channel_name: this.#channelName(typed.channel),
      user_id: user.id,
      user_name: user.name,
      command: typed.command,
      text: typed.text,
      api_app_id: this.#workspace.bot.appId,
      is_enterprise_install: "false",
      response_url: responseUrl,
      trigger_id: triggerId,
    };
  }

  /**
   * A click or a choice. An ephemeral message is not sent along, and nothing in a view has a response_url.
   * @param values what the place holds after it
   */
  blockActions(
    user: User,
    place: Place,
    done: { readonly element: Element; readonly choice: Fields; readonly values: ViewValues },
  ): Clicked {
    return {
      type: "block_actions",
      user: this.#user(user),
      ...this.#app(),
      container: containerOf(place),
      trigger_id: place.handles.triggerId,
      team: this.#team(),
      enterprise: null,
      is_enterprise_install: false,
      ...("view" in place
        ? { view: place.view as unknown as ViewOutput }
        : {
            channel: { id: place.message.channel, name: this.#channelName(place.message.channel) },
            ...(place.message.ephemeralFor ? {} : { message: this.#message(place.message) }),
            state: { values: done.values } as unknown as NonNullable<BlockAction["state"]>,
            response_url: place.handles.responseUrl,
          }),
      actions: [this.#action(done.element, done.choice)],
    };
  }

  viewSubmission(user: User, view: Fields, triggerId: string): ViewSubmitAction {
    return {
      type: "view_submission",
      team: this.#team(),
      user: this.#user(user),
      ...this.#app(),
      trigger_id: triggerId,
      view: view as unknown as ViewOutput,
      response_urls: [],
      is_enterprise_install: false,
    };
  }

  viewClosed(user: User, view: Fields, isCleared: boolean): ViewClosedAction {
    return {
      type: "view_closed",
      team: this.#team(),
      user: this.#user(user),
      ...this.#app(),
      view: view as unknown as ViewOutput,
      is_cleared: isCleared,
      is_enterprise_install: false,
    };
  }

  /** @param home what the app published before; absent on the first visit */
  homeOpened(user: User, channel: string, home: Fields | undefined): EnvelopedEvent<AppHomeOpenedEvent> {
    const { team, bot, clock } = this.#workspace;
    this.#events += 1;
    return {
      token: TOKEN,
      team_id: team.id,
      api_app_id: bot.appId,
      event: {
        type: "app_home_opened",
        user: user.id,
        channel,
        tab: "home",
        ...(home ? { view: home as unknown as NonNullable<AppHomeOpenedEvent["view"]> } : {}),
        event_ts: this.#stamp(),
      },
      type: "event_callback",
      event_id: `Ev${String(this.#events).padStart(9, "0")}`,
      event_time: Math.floor(clock.now() / 1_000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: bot.userId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: false,
    };
  }

  /** @see https://docs.slack.dev/reference/events/url_verification */
  urlVerification(challenge: string): { token: string; challenge: string; type: "url_verification" } {
    return { token: TOKEN, challenge, type: "url_verification" };
  }

  #message(message: StoredMessage): NonNullable<BlockAction["message"]> {
    const { blocks, ...wire } = asWire(this.#workspace, message, "no");
    return { ...wire, ...(blocks ? { blocks: escaped(blocks) as never } : {}), type: "message", ts: message.ts };
  }

  #action({ blockId, actionId, fields }: Element, choice: Fields): BlockElementAction {
    const told = Object.entries(fields).filter(([name]) => TOLD.has(name) || name.startsWith("initial_"));
    const action = {
      action_id: actionId,
      block_id: blockId,
      ...Object.fromEntries(told),
      ...choice,
      type: fields["type"],
      action_ts: this.#stamp(),
    };
    return action as unknown as BlockElementAction;
  }

  #user({ id, name, teamId }: User): { id: string; username: string; name: string; team_id: string } {
    return { id, username: name, name, team_id: teamId ?? this.#workspace.team.id };
  }

  #app(): { api_app_id: string; token: string } {
    return { api_app_id: this.#workspace.bot.appId, token: TOKEN };
  }

  #team(): { id: string; domain: string } {
    return { id: this.#workspace.team.id, domain: DOMAIN };
  }

  #channelName(id: string): string {
    if (this.#workspace.personIn(id)) return "directmessage";
    return this.#workspace.channel(id)?.name ?? "";
  }

  /** The clock's instant as Slack writes it, a little later when the last one has it already. */
  #stamp(): string {
    this.#last = Math.max(Math.floor(this.#workspace.clock.now() * 1_000), this.#last + 1);
    return formatTs(this.#last);
  }
}

/** What of the element an action repeats. */
const TOLD = new Set(["text", "value", "style", "url", "confirm", "placeholder"]);

function containerOf(place: Place): Record<string, unknown> {
  if ("view" in place) return { type: "view", view_id: place.view["id"] };
  const { channel, ts, threadTs, ephemeralFor } = place.message;
  return {
    type: "message",
    message_ts: ts,
    ...(threadTs ? { thread_ts: threadTs } : {}),
    channel_id: channel,
    is_ephemeral: ephemeralFor !== undefined,
  };
}

/**
 * Plain texts come back escaped, unlike they were sent.
 * @see https://github.com/slackapi/bolt-python/issues/513
 */
function escaped(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(escaped);
  if (typeof part !== "object" || part === null) return part;
  const { type, text, ...others } = part as Record<string, unknown>;
  const rest = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, escaped(value)]));
  const said = type === "plain_text" && typeof text === "string" ? escapeMrkdwn(text) : escaped(text);
  return { ...(type === undefined ? {} : { type }), ...(text === undefined ? {} : { text: said }), ...rest };
}

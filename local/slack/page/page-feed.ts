import { fieldsOf, wordOf } from "../block-fields.ts";
import type { SlackStandIn } from "../server.ts";
import type { StoredView } from "../views.ts";
import type { Channel, StoredMessage } from "../workspace.ts";
import type {
  PageApp,
  PageChannel,
  PageEvent,
  PageFault,
  PageMessage,
  PageState,
  PageView,
  PageViews,
} from "./page-state.ts";
import type { Stage } from "./stage.ts";

type Tell = (event: PageEvent) => void;

/** Turns what happens in the stand-in into what the page is told. */
export class PageFeed {
  readonly #standIn: SlackStandIn;
  readonly #stage: Stage | undefined;
  readonly #followers = new Set<Tell>();
  readonly #ends: (() => void)[];
  #places = "";

  constructor(standIn: SlackStandIn, stage: Stage | undefined) {
    this.#standIn = standIn;
    this.#stage = stage;
    const { workspace, traffic, views } = standIn;
    this.#ends = [
      workspace.onChange(({ message }) => {
        this.#tellPlaces();
        this.#tell({ kind: "message", message: messageOf(standIn, message) });
      }),
      traffic.subscribe((exchange) => {
        this.#tellPlaces();
        this.#tell({ kind: "exchange", exchange });
      }),
      views.subscribe(({ user }) => this.#tell({ kind: "views", user, views: viewsOf(standIn, user) })),
      ...(stage ? [stage.show.subscribe(() => this.#tell({ kind: "show", show: stage.show.state() }))] : []),
    ];
  }

  /** Tells the whole state at once, and everything that changes from then on. @returns what ends it */
  follow(tell: Tell): () => void {
    tell({ kind: "state", state: this.#state() });
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }

  /** Somebody has spoilt something, or mended it. */
  tellFaults(): void {
    this.#tell({ kind: "faults", faults: this.#faults() });
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#followers.clear();
  }

  #tell(event: PageEvent): void {
    for (const tell of this.#followers) tell(event);
  }

  /** Channels and people change in many ways and seldom; what is told is compared instead. */
  #tellPlaces(): void {
    const now = this.#placesNow();
    const places = JSON.stringify(now);
    if (places !== this.#places) this.#tell({ kind: "workspace", ...now });
    this.#places = places;
  }

  #faults(): PageFault[] {
    return (this.#stage?.troubles ?? []).map(({ name, title, hint, goesOn }) => ({
      name,
      title,
      hint,
      ...(goesOn?.() ? { active: true as const } : {}),
    }));
  }

  /** What there is beside messages: little, however much was said. */
  #placesNow(): Pick<PageState, "app" | "channels" | "people"> {
    const { workspace, app } = this.#standIn;
    return {
      app: appOf(workspace.bot.userId, app),
      channels: workspace.channels().map((channel) => channelOf(this.#standIn, channel)),
      people: workspace.users.map(({ id, name, realName, deactivated }) => ({
        id,
        name,
        realName: realName ?? name,
        ...(deactivated ? { deactivated: true as const } : {}),
      })),
    };
  }

  #state(): PageState {
    const { workspace, traffic } = this.#standIn;
    return {
      team: workspace.team.name,
      ...this.#placesNow(),
      groups: workspace.userGroups.map(({ id, handle }) => ({ id, handle })),
      messages: workspace.messages().map((message) => messageOf(this.#standIn, message)),
      views: Object.fromEntries(workspace.users.map(({ id }) => [id, viewsOf(this.#standIn, id)])),
      traffic: traffic.all(),
      ...(this.#stage ? { show: this.#stage.show.state() } : {}),
      faults: this.#faults(),
    };
  }
}

function appOf(userId: string, { commands, link }: SlackStandIn["app"]): PageApp {
  const connected = link.kind === "http" || (link.kind === "socket" && link.connections > 0);
  const words =
    link.kind === "http"
      ? `Commands go to ${new URL(link.url).host}`
      : link.kind === "socket"
        ? `Socket Mode, ${link.connections === 1 ? "1 connection" : `${link.connections} connections`}`
        : "Commands go nowhere: no app listens";
  return { name: "Planbell", userId, commands, link: words, connected };
}

function channelOf({ workspace }: SlackStandIn, channel: Channel): PageChannel {
  const troubles = [
    channel.archived ? "archived" : "",
    channel.member ? "" : "the app is not in it",
    channel.refusal ?? "",
  ].filter(Boolean);
  const direct = workspace.personIn(channel.id)?.id;
  return {
    id: channel.id,
    name: channel.name,
    ...(direct === undefined ? {} : { direct }),
    ...(troubles.length > 0 ? { trouble: troubles.join(", ") } : {}),
  };
}

function messageOf({ workspace }: SlackStandIn, message: StoredMessage): PageMessage {
  const { channel, ts, threadTs, broadcast, text, blocks, mrkdwn, files, botId, userId, edits, deleted } = message;
  return {
    channel,
    ts,
    text: deleted ? "" : text,
    blocks: deleted ? [] : blocks,
    by: botId === workspace.bot.botId ? "app" : userId,
    edits,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(broadcast ? { broadcast } : {}),
    ...(mrkdwn === false ? { mrkdwn } : {}),
    ...(files === undefined || deleted ? {} : { files }),
    ...(deleted ? { deleted } : {}),
    ...(message.ephemeralFor === undefined ? {} : { ephemeralFor: message.ephemeralFor }),
  };
}

function viewsOf({ views }: SlackStandIn, user: string): PageViews {
  const home = views.homeOf(user);
  return { modals: views.stackOf(user).map(viewOf), ...(home === undefined ? {} : { home: viewOf(home) }) };
}

function viewOf({ id, title, submit, close, blocks, hash, state }: StoredView): PageView {
  return {
    id,
    title: wordsIn(title),
    ...(submit === undefined ? {} : { submit: wordsIn(submit) }),
    close: wordsIn(close) || "Cancel",
    blocks,
    hash,
    state,
  };
}

const wordsIn = (textObject: unknown): string => wordOf(fieldsOf(textObject)["text"]);

import { createHash } from "node:crypto";
import { Refused } from "./call.ts";
import { readView, type ViewContent } from "./view-reading.ts";
import type { Workspace } from "./workspace.ts";

/** Modals that may lie on each other. */
const DEEPEST = 3;

/** What people entered: by block id, then by action id, as Slack writes it. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A modal or a Home as the workspace keeps it. */
export interface StoredView extends ViewContent {
  readonly id: string;
  /** Another with each change. */
  readonly hash: string;
  readonly rootViewId: string;
  /** The modal below it. */
  readonly previousViewId?: string;
  readonly appId: string;
  readonly userId: string;
  /** What the person entered since it was shown; initial values are not in it. */
  readonly state: ViewValues;
}

/**
 * The modals people have open and their Homes. A view comes in as the app sent it and is refused where Slack refuses
 * it, whichever way it came.
 * @see https://docs.slack.dev/surfaces/modals
 */
export class Views {
  readonly #workspace: Workspace;
  readonly #strict: boolean;
  readonly #stacks = new Map<string, readonly StoredView[]>();
  readonly #homes = new Map<string, StoredView>();
  readonly #listeners = new Set<(change: { user: string }) => void>();
  #count = 0;
  #changes = 0;

  /** @param strict Planbell's own rules count beside Slack's */
  constructor(workspace: Workspace, strict: boolean) {
    this.#workspace = workspace;
    this.#strict = strict;
  }

  /** A modal in place of all that the person has open. @throws {Refused} */
  open(user: string, view: unknown): StoredView {
    const content = this.#read(view, "modal");
    const opened = this.#stored(user, content);
    this.#setStack(user, [opened]);
    return opened;
  }

  /** A modal on top of the one that is open. @throws {Refused} `push_limit_reached` beyond three, `not_found` */
  push(user: string, view: unknown): StoredView {
    const content = this.#read(view, "modal");
    const stack = this.stackOf(user);
    const top = stack.at(-1);
    if (!top) throw new Refused("not_found");
    if (stack.length >= DEEPEST) throw new Refused("push_limit_reached");
    const pushed = this.#stored(user, content, { rootViewId: top.rootViewId, previousViewId: top.id });
    this.#setStack(user, [...stack, pushed]);
    return pushed;
  }

  /**
   * Another content for an open modal or a Home; what the person entered stays where a block keeps its id.
   * @param hash of the version that is to be replaced; undefined replaces any
   * @throws {Refused} `not_found`, `hash_conflict`
   */
  update(
    which: { readonly viewId: string } | { readonly externalId: string },
    view: unknown,
    hash?: string,
  ): StoredView {
    const old = "viewId" in which ? this.byId(which.viewId) : this.#byExternalId(which.externalId);
    if (!old) throw new Refused("not_found");
    const content = this.#read(view, old.type, old.id);
    if (hash !== undefined && hash !== old.hash) throw new Refused("hash_conflict");
    const updated = this.#replaced(old, content);
    if (old.type === "home") this.#setHome(updated);
    else
      this.#setStack(
        old.userId,
        this.stackOf(old.userId).map((one) => (one.id === old.id ? updated : one)),
      );
    return updated;
  }

  /** The person's Home. @throws {Refused} `hash_conflict` */
  publish(user: string, view: unknown, hash?: string): StoredView {
    const old = this.homeOf(user);
    const content = this.#read(view, "home", old?.id);
    if (hash !== undefined && hash !== old?.hash) throw new Refused("hash_conflict");
    const published = old ? this.#replaced(old, content) : this.#stored(user, content);
    this.#setHome(published);
    return published;
  }

  /** Keeps what the person entered. */
  enter(viewId: string, state: ViewValues): void {
    const old = this.byId(viewId);
    if (!old) return;
    const entered = { ...old, state };
    if (old.type === "home") this.#setHome(entered);
    else
      this.#setStack(
        old.userId,
        this.stackOf(old.userId).map((one) => (one.id === viewId ? entered : one)),
      );
  }

  /** From the lowest to the one on top. */
  stackOf(userId: string): readonly StoredView[] {
    return this.#stacks.get(userId) ?? [];
  }

  homeOf(userId: string): StoredView | undefined {
    return this.#homes.get(userId);
  }

  byId(viewId: string): StoredView | undefined {
    return this.#all().find((view) => view.id === viewId);
  }

  /** Takes the modal away and whatever lies on it; with `clearAll` those below it too. */
  close(viewId: string, clearAll: boolean): void {
    const view = this.byId(viewId);
    if (view?.type !== "modal") return;
    const stack = this.stackOf(view.userId);
    this.#setStack(view.userId, clearAll ? [] : stack.slice(0, stack.indexOf(view)));
  }

  /** Calls `listener` after each change. @returns what ends the subscription */
  subscribe(listener: (change: { user: string }) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #all(): StoredView[] {
    return [...[...this.#stacks.values()].flat(), ...this.#homes.values()];
  }

  #byExternalId(externalId: string): StoredView | undefined {
    return this.#all().find((view) => view.externalId === externalId);
  }

  /** @param replaced the view that may have the external id already */
  #read(view: unknown, type: StoredView["type"], replaced?: string): ViewContent {
    const content = readView(view, type, this.#strict);
    const holder = content.externalId === undefined ? undefined : this.#byExternalId(content.externalId);
    if (holder && holder.id !== replaced) throw new Refused("duplicate_external_id");
    return content;
  }

  #stored(
    userId: string,
    content: ViewContent,
    place: { readonly rootViewId?: string; readonly previousViewId?: string } = {},
  ): StoredView {
    this.#count += 1;
    const id = `V${String(this.#count).padStart(10, "0")}`;
    return this.#withIds({
      rootViewId: id,
      ...place,
      ...content,
      id,
      hash: this.#hash(),
      appId: this.#workspace.bot.appId,
      userId,
      state: {},
    });
  }

  #replaced(old: StoredView, content: ViewContent): StoredView {
    const { id, rootViewId, previousViewId, appId, userId, state } = old;
    return this.#withIds({
      ...content,
      id,
      hash: this.#hash(),
      rootViewId,
      ...(previousViewId === undefined ? {} : { previousViewId }),
      appId,
      userId,
      state,
    });
  }

  #withIds(view: StoredView): StoredView {
    return { ...view, blocks: this.#workspace.blockIds.give(view.blocks) };
  }

  /** `1764000000.55b5e41b` */
  #hash(): string {
    this.#changes += 1;
    const mark = createHash("sha256").update(String(this.#changes)).digest("hex").slice(0, 8);
    return `${Math.floor(this.#workspace.clock.now() / 1_000)}.${mark}`;
  }

  #setStack(user: string, stack: readonly StoredView[]): void {
    this.#stacks.set(user, stack);
    this.#tell(user);
  }

  #setHome(home: StoredView): void {
    this.#homes.set(home.userId, home);
    this.#tell(home.userId);
  }

  #tell(user: string): void {
    for (const listener of this.#listeners) listener({ user });
  }
}

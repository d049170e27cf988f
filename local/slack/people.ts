import type { App } from "./app/app.ts";
import type { Message } from "./app/message.ts";
import { isTaken } from "./app/outcome.ts";
import { clickFailure, MODAL_TROUBLE, silentFailure } from "./app/words.ts";
import type { Fields } from "./block-fields.ts";
import { type CommandLine, runCommand } from "./commanding.ts";
import type { Deed } from "./deed.ts";
import type { Desk } from "./desk.ts";
import { type Element, elementAt, valuesOf, withChoice } from "./elements.ts";
import { inputErrors } from "./input-checks.ts";
import { applyAnswer } from "./submission.ts";
import { viewAsWire } from "./view-wire.ts";
import type { StoredView, ViewValues } from "./views.ts";
import type { StoredMessage, User } from "./workspace.ts";

/** A click or a choice in a message, a modal or Home. */
export interface Act {
  readonly user: string;
  readonly at: { readonly channel: string; readonly ts: string } | { readonly viewId: string };
  readonly blockId: string;
  readonly actionId: string;
  /** For elements with a choice, as Slack sends it: `{ selected_user: "U..." }`. */
  readonly choice?: Fields;
  /** What the person entered beside it since the place was shown, as for a submission. */
  readonly values?: ViewValues;
}

const DONE: Deed = { ok: true };
const CLOSED: Deed = { ok: false, reason: "refused", said: "This account is deactivated." };
/** What is clicked is gone: another hand was faster than the page. */
const GONE: Deed = { ok: false, reason: "refused", said: "" };

/** What people do in the workspace, and how the app hears of it. Acts of nobody are rejected with an Error. */
export class People {
  readonly #desk: Desk;
  readonly #app: App;
  /** What was chosen in messages, by person and message; views keep theirs. */
  readonly #chosen = new Map<string, ViewValues>();

  constructor(desk: Desk, app: App) {
    this.#desk = desk;
    this.#app = app;
  }

  /** Sends a line that begins with a slash. */
  command(act: { readonly user: string } & CommandLine): Promise<Deed> {
    return this.#as(act.user, (user) => runCommand(this.#desk, this.#app, user, act));
  }

  act(act: Act): Promise<Deed> {
    const { at } = act;
    return this.#as(act.user, (user) =>
      "viewId" in at ? this.#actInView(user, act, at.viewId) : this.#actInMessage(user, act, at),
    );
  }

  /**
   * Submits the top modal. An input that is empty, or holds too little or too much, keeps it open, and the app does not
   * hear of it.
   * @param act `values`: what the person entered since the modal was shown; initial values are added
   */
  submit(act: { readonly user: string; readonly viewId: string; readonly values: ViewValues }): Promise<Deed> {
    return this.#as(act.user, (user) => this.#submit(user, act.viewId, act.values));
  }

  /**
   * Closes the top modal, or with `clear`, by its X, all of them. The app hears of those that asked for it; whether it
   * answers changes nothing for the person.
   */
  dismiss(act: { readonly user: string; readonly viewId: string; readonly clear?: boolean }): Promise<Deed> {
    return this.#as(act.user, (user) => this.#dismiss(user, act.viewId, act.clear === true));
  }

  /** Opens the app's Home, with what was published before. The deed is that of the first try to tell the app. */
  openHome(act: { readonly user: string }): Promise<Deed> {
    return this.#as(act.user, (user) => this.#openHome(user));
  }

  async #submit(user: User, viewId: string, now: ViewValues): Promise<Deed> {
    const view = this.#viewOf(user, viewId);
    if (view?.type !== "modal") return GONE;
    const entered = merge(view.state, now);
    this.#desk.views.enter(view.id, entered);
    const values = valuesOf(view.blocks, entered);
    const errors = inputErrors(view.blocks, values);
    const [said] = Object.values(errors);
    if (said !== undefined) return { ok: false, reason: "errors", said, errors };
    const { payloads, delivery } = this.#app;
    const payload = payloads.viewSubmission(user, this.#wire(view, values), this.#desk.triggers.issue(user.id));
    const outcome = await delivery.send(interactive(payload, true));
    if (!isTaken(outcome)) return { ok: false, reason: clickFailure(outcome).reason, said: MODAL_TROUBLE };
    return applyAnswer(this.#desk.views, view, outcome.body);
  }

  async #dismiss(user: User, viewId: string, clear: boolean): Promise<Deed> {
    const view = this.#viewOf(user, viewId);
    if (view?.type !== "modal") return GONE;
    const all = clear || view.clearOnClose;
    const closed = all ? [...this.#desk.views.stackOf(user.id)].reverse() : [view];
    this.#desk.views.close(view.id, all);
    const { payloads, delivery } = this.#app;
    const outcomes = await Promise.all(
      closed
        .filter((one) => one.notifyOnClose)
        .map((one) => payloads.viewClosed(user, this.#wire(one, valuesOf(one.blocks, one.state)), all))
        .map((payload) => delivery.send(interactive(payload, false))),
    );
    const failed = outcomes.find((outcome) => !isTaken(outcome));
    return failed ? { ok: false, ...silentFailure(failed) } : DONE;
  }

  async #openHome(user: User): Promise<Deed> {
    const { workspace, views } = this.#desk;
    const home = views.homeOf(user.id);
    const wire = home && this.#wire(home, valuesOf(home.blocks, home.state));
    const payload = this.#app.payloads.homeOpened(user, workspace.channel(user.id)?.id ?? "", wire);
    const outcome = await this.#app.delivery.sendEvent({
      type: "events_api",
      name: payload.event.type,
      payload,
      takesAnswer: false,
    });
    return isTaken(outcome) ? DONE : { ok: false, ...silentFailure(outcome) };
  }

  async #actInMessage(user: User, act: Act, { channel, ts }: { channel: string; ts: string }): Promise<Deed> {
    const { workspace, triggers, responseUrls } = this.#desk;
    const message = workspace.message(channel, ts);
    const element = message && !message.deleted && elementAt(message.blocks, act.blockId, act.actionId);
    if (!element || !this.#sees(user, message)) return GONE;
    const { choice = {} } = act;
    const key = `${user.id} ${channel} ${ts}`;
    const entered = withChoice(merge(this.#chosen.get(key) ?? {}, act.values), element, choice);
    this.#chosen.set(key, entered);
    const clicked = message.ephemeralFor ? { ephemeral: ts } : { channel, ts };
    const payload = this.#app.payloads.blockActions(
      user,
      {
        message,
        handles: {
          triggerId: triggers.issue(user.id),
          responseUrl: responseUrls.issue({ channel, user: user.id, message: clicked }),
        },
      },
      { element, choice, values: valuesOf(message.blocks, entered) },
    );
    return this.#click(payload);
  }

  async #actInView(user: User, act: Act, viewId: string): Promise<Deed> {
    const view = this.#viewOf(user, viewId);
    const element = view && elementAt(view.blocks, act.blockId, act.actionId);
    if (!view || !element) return GONE;
    const { choice = {} } = act;
    const entered = withChoice(merge(view.state, act.values), element, choice);
    this.#desk.views.enter(view.id, entered);
    if (isQuiet(element)) return DONE;
    const values = valuesOf(view.blocks, entered);
    const handles = { triggerId: this.#desk.triggers.issue(user.id) };
    const place = { view: this.#wire(view, values), handles };
    return this.#click(this.#app.payloads.blockActions(user, place, { element, choice, values }));
  }

  async #click(payload: { readonly type: string }): Promise<Deed> {
    const outcome = await this.#app.delivery.send(interactive(payload, false));
    return isTaken(outcome) ? DONE : { ok: false, ...clickFailure(outcome) };
  }

  /** The person's Home, or the modal on top of what they have open. */
  #viewOf(user: User, viewId: string): StoredView | undefined {
    const { views } = this.#desk;
    return [views.homeOf(user.id), views.stackOf(user.id).at(-1)].find((view) => view?.id === viewId);
  }

  #sees(user: User, message: StoredMessage): boolean {
    const isFor = message.ephemeralFor ?? user.id;
    return isFor === user.id && this.#desk.workspace.isIn(message.channel, user.id);
  }

  #wire(view: StoredView, values: ViewValues): Fields {
    return { ...viewAsWire(this.#desk.workspace, view), state: { values } };
  }

  async #as(id: string, act: (user: User) => Promise<Deed>): Promise<Deed> {
    const user = this.#desk.workspace.user(id);
    if (!user) throw new Error(`nobody is called ${id} here`);
    return user.deactivated ? CLOSED : act(user);
  }
}

const interactive = (payload: { readonly type: string }, takesAnswer: boolean): Message => ({
  type: "interactive",
  name: payload.type,
  payload,
  takesAnswer,
});

/** An input tells the app nothing before the modal is submitted, unless the app asked for it. */
const isQuiet = ({ input }: Element): boolean => input !== undefined && input["dispatch_action"] !== true;

function merge(before: ViewValues, now: ViewValues = {}): ViewValues {
  const merged: Record<string, ViewValues[string]> = { ...before };
  for (const [blockId, actions] of Object.entries(now)) merged[blockId] = { ...merged[blockId], ...actions };
  return merged;
}

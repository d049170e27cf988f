import { type Args, jsonOf, missing, Refused, textOf } from "./call.ts";
import type { Desk, MethodTable } from "./desk.ts";
import { namedPlaces } from "./places.ts";
import { readView } from "./view-reading.ts";
import { viewAsWire } from "./view-wire.ts";
import type { StoredView } from "./views.ts";

/** Methods about modals and Homes; no scope is needed for them. */
export const VIEW_METHODS: MethodTable = {
  "views.open": { run: (desk, args) => shown(desk, desk.views.open(...modal(desk, args))) },
  "views.push": { run: (desk, args) => shown(desk, desk.views.push(...modal(desk, args))) },
  "views.update": { run: (desk, args) => shown(desk, update(desk, args)) },
  "views.publish": { run: (desk, args) => shown(desk, publish(desk, args)) },
};

const shown = (desk: Desk, view: StoredView): Record<string, unknown> => ({ view: viewAsWire(desk.workspace, view) });

const viewOf = (args: Args): unknown => jsonOf(args, "view", "invalid_arguments");

/** Whose trigger it is, and the view: a view that is refused leaves the trigger as it was. */
function modal(desk: Desk, args: Args): [user: string, view: unknown] {
  const trigger = textOf(args, "trigger_id") ?? textOf(args, "interactivity_pointer");
  if (trigger === undefined) throw missing("trigger_id");
  const view = viewOf(args);
  readView(view, "modal", desk.strict);
  return [desk.triggers.take(trigger), view];
}

function update(desk: Desk, args: Args): StoredView {
  const viewId = textOf(args, "view_id");
  const externalId = textOf(args, "external_id");
  const hash = textOf(args, "hash");
  if (viewId !== undefined) return desk.views.update({ viewId }, viewOf(args), hash);
  if (externalId !== undefined) return desk.views.update({ externalId }, viewOf(args), hash);
  throw missing("view_id");
}

function publish(desk: Desk, args: Args): StoredView {
  const user = textOf(args, "user_id");
  if (user === undefined) throw missing("user_id");
  if (!desk.workspace.user(user)) {
    const violation = { code: "bad_id", pointer: "/user_id", message: "invalid `user_id`" };
    throw new Refused("invalid_arguments", namedPlaces([violation]));
  }
  return desk.views.publish(user, viewOf(args), textOf(args, "hash"));
}

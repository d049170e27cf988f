import { type Args, jsonOf, Refused, textOf } from "./call.ts";
import type { Desk, MethodTable } from "./desk.ts";
import { viewAsWire } from "./view-wire.ts";
import type { StoredView } from "./views.ts";

/** Methods about modals and Homes; no scope is needed for them. */
export const VIEW_METHODS: MethodTable = {
  "views.open": { run: (desk, args) => shown(desk, desk.views.open(personOf(desk, args), viewOf(args))) },
  "views.push": { run: (desk, args) => shown(desk, desk.views.push(personOf(desk, args), viewOf(args))) },
  "views.update": { run: (desk, args) => shown(desk, update(desk, args)) },
  "views.publish": { run: (desk, args) => shown(desk, publish(desk, args)) },
};

const shown = (desk: Desk, view: StoredView): Record<string, unknown> => ({ view: viewAsWire(desk.workspace, view) });

const viewOf = (args: Args): unknown => jsonOf(args, "view", "invalid_arguments");

/** Whose trigger it is; used up thereby. */
function personOf(desk: Desk, args: Args): string {
  const trigger = textOf(args, "trigger_id");
  if (trigger === undefined) throw new Refused("invalid_arguments");
  return desk.triggers.take(trigger);
}

function update(desk: Desk, args: Args): StoredView {
  const viewId = textOf(args, "view_id");
  const externalId = textOf(args, "external_id");
  const hash = textOf(args, "hash");
  if (viewId !== undefined) return desk.views.update({ viewId }, viewOf(args), hash);
  if (externalId !== undefined) return desk.views.update({ externalId }, viewOf(args), hash);
  throw new Refused("invalid_arguments");
}

function publish(desk: Desk, args: Args): StoredView {
  const user = textOf(args, "user_id");
  if (user === undefined || !desk.workspace.user(user)) throw new Refused("invalid_arguments");
  return desk.views.publish(user, viewOf(args), textOf(args, "hash"));
}

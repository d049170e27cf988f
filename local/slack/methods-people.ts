import type { MethodTable } from "./desk.ts";
import { groupMembers, listGroups } from "./groups.ts";
import { listUsers, userByEmail, userOf } from "./users.ts";

const READ = () => "users:read";
const READ_GROUPS = () => "usergroups:read";

/** Methods about people and their groups. */
export const PEOPLE_METHODS: MethodTable = {
  "users.info": { scope: READ, run: userOf },
  "users.list": { scope: READ, run: listUsers },
  "users.lookupByEmail": { scope: () => "users:read.email", run: userByEmail },
  "usergroups.list": { scope: READ_GROUPS, run: ({ workspace }, args) => listGroups(workspace, args) },
  "usergroups.users.list": { scope: READ_GROUPS, run: ({ workspace }, args) => groupMembers(workspace, args) },
};

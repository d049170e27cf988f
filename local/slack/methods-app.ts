import type { MethodTable } from "./desk.ts";

/** What an app asks with a token of its own, which belongs to no workspace. */
export const APP_METHODS: MethodTable = {
  "apps.connections.open": { token: "app", run: ({ app }) => ({ url: app.issueSocket() }) },
};

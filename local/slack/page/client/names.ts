import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { PageState } from "../page-state.ts";

/** Whom and what ids stand for. */
export interface Names {
  readonly users: Readonly<Record<string, string>>;
  readonly channels: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
}

export function namesOf({ people, channels, groups, app }: PageState): Names {
  return {
    users: Object.fromEntries([[app.userId, app.name], ...people.map(({ id, realName }) => [id, realName])]),
    channels: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    groups: Object.fromEntries(groups.map(({ id, handle }) => [id, `@${handle}`])),
  };
}

export const NamesContext = createContext<Names>({ users: {}, channels: {}, groups: {} });
export const useNames = (): Names => useContext(NamesContext);

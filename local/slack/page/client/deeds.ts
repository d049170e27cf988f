import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { DeedOutcome, PageDeed } from "../page-state.ts";

/** A deed as the parts of the page give it: who does it is known elsewhere. */
export type Deed = PageDeed extends infer One ? (One extends PageDeed ? Omit<One, "user"> : never) : never;

/** Does a deed as the person that one acts as. Never throws: what went wrong is in `said`. */
export type Do = (deed: Deed) => Promise<DeedOutcome>;

export const DeedContext = createContext<Do>(async () => ({ ok: false }));
export const useDo = (): Do => useContext(DeedContext);

/** Hands a deed to the page's server. */
export async function send(deed: PageDeed): Promise<DeedOutcome> {
  try {
    const response = await fetch("do", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(deed),
    });
    return (await response.json()) as DeedOutcome;
  } catch {
    return { ok: false, said: "The stand-in does not answer. Is `npm start` still running?" };
  }
}

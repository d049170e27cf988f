import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { PageState } from "../page-state.ts";
import { Back } from "./back.tsx";
import { Blocks } from "./blocks.tsx";
import { useDo } from "./deeds.ts";

/** The app's Home tab, as this person sees it. */
export function Home({ state, person }: { readonly state: PageState; readonly person: string }): JSX.Element {
  const act = useDo();
  useEffect(() => void act({ do: "home" }), [person]);
  const home = state.views[person]?.home;
  return (
    <main class="pane" id="main" tabIndex={-1}>
      <header class="pane-head">
        <Back />
        <h1>Home</h1>
      </header>
      <div class="stream home">
        {home === undefined ? (
          <p class="empty">The app has published nothing here yet.</p>
        ) : (
          <Blocks blocks={home.blocks} stand={{ at: { viewId: home.id } }} />
        )}
      </div>
    </main>
  );
}

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { PageFault, PageShow } from "../page-state.ts";
import { type Deed, useDo } from "./deeds.ts";
import { Menu } from "./menu.tsx";
import { spanOf } from "./times.ts";

const SPEEDS = [0.5, 1, 2, 4, 10];

/** The strip above the workspace: what is played, what to look at, and the hands on it. */
export function StageBar({
  show,
  faults,
}: {
  readonly show: PageShow;
  readonly faults: readonly PageFault[];
}): JSX.Element {
  const act = useDo();
  const [said, setSaid] = useState<string | undefined>();
  const order = (deed: Deed, hint?: string): void => {
    void act(deed).then((outcome) => setSaid(outcome.ok ? hint : outcome.said));
  };
  const at = show.stories.findLastIndex(({ state }) => state !== "to come");
  const story = show.stories[at];
  const lasting = faults.find(({ active }) => active === true);
  useEffect(() => setSaid(undefined), [show.scenario, story?.title]);
  return (
    <section class="stage" aria-label="Demonstration">
      <div class="story">
        <p class="story-title">
          {show.stories.length > 1 && at >= 0 && (
            <span class="story-number">
              {at + 1} of {show.stories.length}
            </span>
          )}
          {story?.title ?? show.title}
        </p>
        {show.stories.length > 1 && (
          <span class="progress" aria-hidden="true">
            {show.stories.map((one) => (
              <i key={one.title} class={one.state === "to come" ? "" : one.state} title={one.title} />
            ))}
          </span>
        )}
        <p class="caption">
          {show.over
            ? "The scenario is over; the workspace stays. Play it again, or choose another one."
            : (story?.caption ?? show.title)}
        </p>
      </div>
      <Next show={show} />
      <div class="hands">
        {show.over ? (
          <button type="button" onClick={() => order({ do: "play", scenario: show.scenario })}>
            Play again
          </button>
        ) : (
          <button type="button" onClick={() => order({ do: "show", order: show.paused ? "resume" : "pause" })}>
            {show.paused ? "Resume" : "Pause"}
          </button>
        )}
        <button type="button" disabled={show.next === undefined} onClick={() => order({ do: "show", order: "step" })}>
          Next step
        </button>
        <label>
          <span class="unseen">Speed</span>
          <select
            value={show.speed}
            onChange={(event) => order({ do: "speed", speed: Number(event.currentTarget.value) })}
          >
            {[...new Set([...SPEEDS, show.speed])]
              .sort((a, b) => a - b)
              .map((speed) => (
                <option key={speed} value={speed}>
                  {speed}×
                </option>
              ))}
          </select>
        </label>
        <Menu
          label="Scenarios"
          choices={show.scenarios.map(({ name, title }) => ({ name, title: name, hint: title }))}
          onChoose={({ name }) => order({ do: "play", scenario: name })}
        />
        <Menu label="Trouble" choices={faults} onChoose={({ name, hint }) => order({ do: "fault", name }, hint)} />
      </div>
      <p class="said" role="status">
        {lasting === undefined ? said : `${lasting.title} goes on. ${said ?? lasting.hint}`}
      </p>
    </section>
  );
}

/** The next act and the time until then, counted down here. */
function Next({ show }: { readonly show: PageShow }): JSX.Element | null {
  const [left, setLeft] = useState(show.next?.inMs ?? 0);
  useEffect(() => {
    const end = performance.now() + (show.next?.inMs ?? 0);
    setLeft(show.next?.inMs ?? 0);
    if (show.paused || show.next === undefined) return;
    const timer = setInterval(() => setLeft(end - performance.now()), 500);
    return () => clearInterval(timer);
  }, [show]);
  if (show.next === undefined) return null;
  return (
    <span class="next">
      Next: {show.next.words}
      {show.paused ? ", paused" : `, in ${spanOf(left)}`}
    </span>
  );
}

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Exchange } from "../../traffic.ts";
import { Back } from "./back.tsx";
import { Preformatted } from "./rich-text.tsx";
import { Scroller } from "./scroller.tsx";
import { timeOf } from "./times.ts";

/** Every call between the app and Slack with its answer, the newest first. */
export function TrafficView({ traffic }: { readonly traffic: readonly Exchange[] }): JSX.Element {
  const [only, setOnly] = useState("");
  const names = useMemo(() => [...new Set(traffic.map(({ name }) => name))].sort(), [traffic]);
  const shown = traffic.filter(({ name, ok }) => only === "" || (only === "failed" ? !ok : name === only)).toReversed();
  return (
    <main class="pane" id="main" tabIndex={-1}>
      <header class="pane-head">
        <Back />
        <h1>Traffic</h1>
        <label class="filter">
          <span>Show</span>
          <select value={only} onChange={(event) => setOnly(event.currentTarget.value)}>
            <option value="">everything</option>
            <option value="failed">what failed</option>
            {names.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </header>
      <Scroller className="stream" label="Calls">
        {shown.length === 0 && <p class="empty">Nothing yet. Calls appear here as the bot makes them.</p>}
        {shown.map((exchange) => (
          <One key={exchange.id} exchange={exchange} />
        ))}
      </Scroller>
    </main>
  );
}

function One({ exchange }: { readonly exchange: Exchange }): JSX.Element {
  const { direction, name, at, ms, status, ok, note, sent, answer } = exchange;
  const [open, setOpen] = useState(false);
  return (
    <details class="exchange" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span class={`verdict ${ok ? "good" : "bad"}`}>{ok ? "ok" : "failed"}</span>
        <span class="method">
          <span aria-hidden="true">{direction === "api" ? "→ " : "← "}</span>
          <span class="unseen">{direction === "api" ? "app to Slack: " : "Slack to app: "}</span>
          {name}
        </span>
        <span class="gist">{gistOf(sent)}</span>
        {note !== undefined && <span class="note">{note}</span>}
        <small>
          {status === 0 ? "cut off" : status} · {Math.round(ms)} ms · {timeOf(String(at / 1_000)).words}
        </small>
      </summary>
      {open && (
        <div class="exchange-body">
          <h3>{direction === "api" ? "The app sent" : "Slack sent"}</h3>
          <Preformatted>{JSON.stringify(sent, undefined, 2)}</Preformatted>
          <h3>Answer</h3>
          <Preformatted>{typeof answer === "string" ? answer : JSON.stringify(answer, undefined, 2)}</Preformatted>
        </div>
      )}
    </details>
  );
}

/** What a call is about, in a few words. */
function gistOf(sent: unknown): string {
  const { text, channel, ts, command } = (sent ?? {}) as Record<string, unknown>;
  const words = [command, text, text === undefined ? (ts ?? channel) : undefined].filter(
    (word) => typeof word === "string",
  );
  return words.join(" ").split("\n")[0]?.slice(0, 120) ?? "";
}

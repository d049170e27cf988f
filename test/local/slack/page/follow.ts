import type { PageEvent } from "../../../../local/slack/page/page-state.ts";

/** The page's events as they come, until `end`. */
export function follow(url: string) {
  const stop = new AbortController();
  const read = events(url, stop.signal);
  const next = async (): Promise<PageEvent> => {
    const { value, done } = await read.next();
    if (done) throw new Error("the events ended");
    return value;
  };
  return {
    next,
    async until(kind: PageEvent["kind"]): Promise<PageEvent> {
      for (;;) {
        const event = await next();
        if (event.kind === kind) return event;
      }
    },
    end: () => stop.abort(),
  };
}

async function* events(url: string, signal: AbortSignal): AsyncGenerator<PageEvent> {
  const { body } = await fetch(new URL("events", url), { signal });
  let text = "";
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString("utf8");
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const line = text.slice(0, end);
      text = text.slice(end + 2);
      if (line.startsWith("data: ")) yield JSON.parse(line.slice(6)) as PageEvent;
    }
  }
}

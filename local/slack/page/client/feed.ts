import type { PageEvent } from "../page-state.ts";

/** Listens to what happens in the workspace; the browser connects again by itself. @returns what ends it */
export function listen(onEvent: (event: PageEvent) => void, onLive: (live: boolean) => void): () => void {
  const source = new EventSource("events");
  source.onopen = () => onLive(true);
  source.onerror = () => onLive(false);
  source.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as PageEvent);
  return () => source.close();
}

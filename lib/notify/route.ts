import type { ChannelId } from "../model/brand.ts";

/** Where transitions go. One rule for now: all of them to the channels of the default route. */
export interface Route {
  readonly to: readonly ChannelId[];
}

/** The destinations of a plan's cards, without repetition. The first is the default destination. */
export function destinationsOf(routes: readonly Route[]): readonly ChannelId[] {
  return [...new Set(routes.flatMap((route) => route.to))];
}

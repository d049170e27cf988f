import type { JSX } from "preact";
import { hashOf } from "./route.ts";

/** The way to all places, where there is no room for them beside. */
export const Back = (): JSX.Element => (
  <a class="back" href={hashOf({ place: "places" })} aria-label="All places">
    ‹
  </a>
);

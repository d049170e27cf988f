import type { JSX } from "preact";

/** Planbell's own sign. */
export const Bell = (): JSX.Element => (
  <svg
    viewBox="0 0 24 24"
    width="22"
    height="22"
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="M5 17h14c-1.5-1.4-2-3-2-6a5 5 0 0 0-10 0c0 3-.5 4.600-2 6Z" />
    <path d="M10 20a2 2 0 0 0 4 0" />
    <path d="m9.500 12 1.700 1.700 3.300-3.500" />
  </svg>
);

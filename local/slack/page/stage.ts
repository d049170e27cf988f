import type { Show } from "../../scenario/show.ts";

/** Something that can be spoilt on purpose. */
export interface Trouble {
  readonly name: string;
  readonly title: string;
  /** What one sees then. */
  readonly hint: string;
  make(): void;
  /** Does it go on until somebody mends it? Absent: it ends by itself. */
  goesOn?(): boolean;
}

/** What the control strip has its hands on. */
export interface Stage {
  readonly show: Show;
  readonly troubles: readonly Trouble[];
}

import type { Show } from "../../scenario/show.ts";

/** Something that can be spoilt on purpose. */
export interface Trouble {
  readonly name: string;
  readonly title: string;
  /** What one sees then. */
  readonly hint: string;
  make(): void;
}

/** What the control strip has its hands on. */
export interface Stage {
  readonly show: Show;
  readonly troubles: readonly Trouble[];
}

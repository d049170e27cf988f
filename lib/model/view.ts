import type { Message } from "./message.ts";

/** A modal or a Home, opaque outside lib/slack. */
export interface View {
  readonly type: "modal" | "home";
  readonly blocks: Message["blocks"];
}

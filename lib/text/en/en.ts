import type { Texts } from "../catalogue.ts";
import { digest, note } from "./note.ts";
import { plan } from "./plan.ts";
import { state } from "./state.ts";
import { watch } from "./watch.ts";

/** English. */
export const en: Texts = { state, plan, note, digest, watch };

import type { Texts } from "../catalogue.ts";
import { command } from "./command.ts";
import { log } from "./log.ts";
import { digest, note } from "./note.ts";
import { plan } from "./plan.ts";
import { state } from "./state.ts";
import { watch } from "./watch.ts";

/** English. */
export const en: Texts = { state, plan, note, log, digest, watch, command };

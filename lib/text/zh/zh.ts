import type { Texts } from "../catalogue.ts";
import { HINTS } from "../hints/words.ts";
import { button } from "./button.ts";
import { command } from "./command.ts";
import { decision } from "./decision.ts";
import { form } from "./form.ts";
import { home } from "./home.ts";
import { instance } from "./instance.ts";
import { join } from "./join.ts";
import { log } from "./log.ts";
import { digest, note } from "./note.ts";
import { plan } from "./plan.ts";
import { state } from "./state.ts";
import { watch } from "./watch.ts";

/** Simplified Chinese, in the words of Alibaba Cloud's console. */
export const zh: Texts = {
  state,
  plan,
  note,
  instance,
  log,
  hint: (key) => HINTS[key].zh,
  digest,
  watch,
  button,
  home,
  command,
  decision,
  form,
  join,
};

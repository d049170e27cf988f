import type { Texts } from "../catalogue.ts";
import { HINTS } from "../hints/words.ts";
import { button } from "./button.ts";
import { command } from "./command.ts";
import { help } from "./command-help.ts";
import { mute } from "./command-mute.ts";
import { status } from "./command-status.ts";
import { whoami } from "./command-whoami.ts";
import { why } from "./command-why.ts";
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

/** English. */
export const en: Texts = {
  state,
  plan,
  note,
  instance,
  log,
  hint: (key) => HINTS[key].en,
  digest,
  watch,
  button,
  home,
  help,
  command,
  decision,
  form,
  mute,
  whoami,
  why,
  status,
  join,
};

import type { Answers } from "../../ports.ts";
import type { Redactor } from "../../text/redactor.ts";
import { withoutValues } from "../deliver/discreet-messenger.ts";

/** Answers that take the configured values out of whatever leaves, as a discreet messenger does. */
export function discreetAnswers(answers: Answers, redactor: Redactor): Answers {
  const hidden = withoutValues(redactor);
  return {
    respond: (responseUrl, message) => answers.respond(responseUrl, hidden(message)),
    whisper: (message, to) => answers.whisper(hidden(message), to),
    fillIn: (externalId, view) => answers.fillIn(externalId, hidden(view)),
    publishHome: (user, view) => answers.publishHome(user, hidden(view)),
  };
}

import { type Ms, ms } from "../model/brand.ts";
import { SlackError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { View } from "../model/view.ts";
import type { Answers, Clock } from "../ports.ts";
import type { Call } from "./answer.ts";
import { createRespond } from "./respond.ts";
import { createCall, type MessengerOptions } from "./web-messenger.ts";

export interface AnswersOptions extends MessengerOptions {
  readonly clock: Pick<Clock, "sleep">;
}

/** Before each further try of an answer. */
const AGAIN: readonly Ms[] = [ms(300), ms(1_000)];
/** Before each further look for a modal that is being opened, 6 s in all: its trigger lives 3 s. */
const APPEARING: readonly Ms[] = [200, 300, 500, 1_000, 2_000, 2_000].map(ms);

/**
 * Answers by `response_url` and by Slack's Web API. What fails by the network or by a server is tried again: nobody is
 * harmed by an answer that comes twice.
 * @see chat.postEphemeral, chat.postMessage, views.update, views.publish
 */
export function createAnswers(options: AnswersOptions): Answers {
  const { sleep } = options.clock;
  const call = createCall(options);
  const respond = createRespond(options);
  return {
    respond: (address, message) => again(AGAIN, sleep, isPassing, () => respond(address, message)),

    async whisper(message, { user, channel }) {
      if (channel === undefined) return direct(call, user, message);
      try {
        await call("chat.postEphemeral", "repeatable", { channel, user, ...asked(message) });
      } catch (error) {
        // Not there, or no longer: whoever asked, or Planbell.
        if (!(error instanceof SlackError) || error.fault !== "destination") throw error;
        await direct(call, user, message);
      }
    },

    fillIn: (externalId, view) =>
      again(APPEARING, sleep, isNotThere, async () => {
        await call("views.update", "repeatable", { external_id: externalId, view });
      }),

    async publishHome(user: string, view: View) {
      await call("views.publish", "repeatable", { user_id: user, view });
    },
  };
}

/** Once: whoever reads their direct messages later would find it twice. */
async function direct(call: Call, user: string, message: Message): Promise<void> {
  await call("chat.postMessage", "once", {
    channel: user,
    ...asked(message),
    unfurl_links: false,
    unfurl_media: false,
  });
}

const asked = ({ text, blocks }: Message) => ({ text, blocks, parse: "none" });

const isPassing = (error: SlackError): boolean => error.fault === "transient" || error.fault === "throttled";
const isNotThere = (error: SlackError): boolean => error.code === "not_found";

/** The work, begun again after each pause while it fails like this. */
async function again(
  pauses: readonly Ms[],
  sleep: (length: Ms) => Promise<void>,
  mayPass: (error: SlackError) => boolean,
  work: () => Promise<void>,
): Promise<void> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SlackError) || !mayPass(error)) throw error;
      await sleep(pause);
    }
  }
  return work();
}

import { Throttled, textOf } from "./call.ts";
import type { MethodTable } from "./desk.ts";
import { postEphemeral } from "./ephemeral.ts";
import { deleteMessage, permalink, postMessage, updateMessage } from "./posting.ts";
import type { CallRate } from "./rate.ts";

const WRITE = () => "chat:write";

/** Methods about messages. */
export const CHAT_METHODS: MethodTable = {
  "chat.postMessage": {
    scope: WRITE,
    run: (desk, args) => {
      const channel = desk.workspace.channel(textOf(args, "channel") ?? "");
      if (channel) pace(desk.rate, channel.id);
      return postMessage(desk, args);
    },
  },
  "chat.postEphemeral": { scope: WRITE, run: postEphemeral },
  "chat.update": {
    scope: WRITE,
    run: (desk, args) => {
      pace(desk.updateRate, "chat.update");
      return updateMessage(desk, args);
    },
  },
  "chat.delete": { scope: WRITE, run: deleteMessage },
  "chat.getPermalink": { run: permalink },
};

function pace(rate: CallRate | undefined, name: string): void {
  const wait = rate?.take(name);
  if (wait !== undefined) throw new Throttled(wait);
}

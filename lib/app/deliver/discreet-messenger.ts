import type { Messenger } from "../../ports.ts";
import type { Redactor } from "../../text/redactor.ts";

/**
 * A messenger that takes the configured values out of whatever leaves: a last look, for what was kept before they were
 * configured. Marks stay as they are.
 */
export function discreetMessenger(messenger: Messenger, redactor: Redactor): Messenger {
  const hidden = withoutValues(redactor);
  return {
    post: (message, target, mark) => messenger.post(hidden(message), target, mark),
    update: (message, at) => messenger.update(hidden(message), at),
    find: (mark, target, oldest, latest) => messenger.find(mark, target, oldest, latest),
    upload: (file, target) => messenger.upload(hidden(file), target),
  };
}

/** Takes the configured values out of every text of what is to be sent. */
export function withoutValues({ values }: Redactor): <T>(sent: T) => T {
  return <T>(sent: T): T =>
    JSON.parse(JSON.stringify(sent), (_, part: unknown) => (typeof part === "string" ? values(part) : part)) as T;
}

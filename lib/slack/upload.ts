import type { Ms } from "../model/brand.ts";
import { FilesRefused, SlackError } from "../model/errors.ts";
import type { LogFile, Target } from "../ports.ts";
import { isForFiles } from "./addresses.ts";
import { badAnswer, type Call } from "./answer.ts";
import { conversationOf } from "./direct-messages.ts";
import { networkFault, retryAfterOf } from "./fetch.ts";
import { faultOfStatus, isWithoutFiles, lostAnswer } from "./slack-faults.ts";

const TICKET = "files.getUploadURLExternal";

/** How a file's bytes travel: beside the Web API, to an address that Slack names. */
export interface Road {
  /** Where the Web API is; undefined for Slack's own. */
  readonly apiUrl: string | undefined;
  readonly timeout: Ms;
  readonly fetch: typeof fetch;
}

/**
 * Puts a file into a conversation or a thread by three requests, each made once: a ticket, the bytes, the completion.
 * Only the completion makes it visible, so only its answer can be missed: whatever fails before is begun again whole.
 * @throws {FilesRefused} where messages are taken all the same
 * @see files.getUploadURLExternal, files.completeUploadExternal
 */
export async function uploadFile(call: Call, road: Road, file: LogFile, target: Target): Promise<void> {
  const bytes = new TextEncoder().encode(file.text);
  if (bytes.length === 0) throw new Error(`The file ${file.name} is empty, which Slack does not take.`);
  const channel = await conversationOf(call, target.channel);
  const ask: Call = (method, effect, values) => call(method, effect, values).catch(withoutFiles);
  const ticket = await ask(TICKET, "preparing", { filename: file.name, length: bytes.length, snippet_type: "text" });
  const { upload_url: address, file_id: id } = ticket;
  if (typeof address !== "string" || typeof id !== "string" || id === "") throw badAnswer(TICKET, "preparing");
  if (!isForFiles(address, road.apiUrl)) {
    throw new SlackError(`Slack, ${TICKET}: the address for the upload is not one of Slack's`, {
      code: "foreign_address",
      fault: "transient",
    });
  }
  await carry(road, address, bytes);
  await ask("files.completeUploadExternal", "once", {
    files: [{ id, title: file.title }],
    channel_id: channel,
    ...(target.thread === undefined ? {} : { thread_ts: target.thread }),
  });
}

function withoutFiles(error: unknown): never {
  if (!(error instanceof SlackError) || error.fault !== "destination" || !isWithoutFiles(error.code)) throw error;
  throw new FilesRefused(error.message, error.code, { cause: error });
}

/** Sends the bytes. The address is a ticket of its own: the token stays here, and no other address is followed. */
async function carry(road: Road, address: string, bytes: Uint8Array): Promise<void> {
  const answer = await road
    .fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: bytes,
      redirect: "error",
      signal: AbortSignal.timeout(road.timeout),
    })
    .catch((thrown: unknown) => {
      const { code } = networkFault(thrown);
      throw new SlackError(`Slack, upload: no answer, ${code}`, { code, fault: lostAnswer("preparing") });
    });
  // What it says beside its status nobody needs; left unread it would hold its connection.
  await answer.body?.cancel().catch(() => undefined);
  if (answer.status === 200) return;
  if (answer.status === 429) {
    throw new SlackError("Slack, upload: too many requests", {
      code: "ratelimited",
      fault: "throttled",
      retryAfter: retryAfterOf(Number.parseInt(answer.headers.get("retry-after") ?? "", 10)),
    });
  }
  throw new SlackError(`Slack, upload: HTTP ${answer.status}`, {
    code: `http_${answer.status}`,
    fault: faultOfStatus(answer.status, "preparing"),
  });
}

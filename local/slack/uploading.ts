import { type Args, jsonOf, Refused, textOf } from "./call.ts";
import type { Desk } from "./desk.ts";
import { openChannel, parentOf } from "./posting.ts";
import type { StoredFile } from "./workspace.ts";

/** 1 MB in the smaller of its two meanings. */
const LARGEST_SNIPPET = 1_000_000;

interface Ticket {
  readonly id: string;
  readonly name: string;
  /** Bytes that were promised. */
  readonly length: number;
  text?: string;
}

/**
 * Files on their way: a ticket with an address for one use, the bytes, the completion that shows them to people.
 * @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal
 */
export class Uploads {
  /** By the last part of its address, until the bytes are there. */
  readonly #waiting = new Map<string, Ticket>();
  /** By file id, until it is complete. */
  readonly #begun = new Map<string, Ticket>();
  readonly #origin: string;
  #count = 0;

  /** @param origin where the stand-in is, `http://127.0.0.1:PORT` */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** files.getUploadURLExternal */
  begin(args: Args): Record<string, unknown> {
    const name = textOf(args, "filename");
    const length = Number(textOf(args, "length") ?? 0);
    if (length === 0) throw new Refused("missing_argument");
    if (name === undefined || !Number.isInteger(length) || length < 0) throw new Refused("invalid_arguments");
    if (textOf(args, "snippet_type") !== undefined && length > LARGEST_SNIPPET) throw new Refused("snippet_too_large");
    this.#count += 1;
    const ticket: Ticket = { id: `F${String(this.#count).padStart(9, "0")}`, name, length };
    const path = `T${this.#count}`;
    this.#waiting.set(path, ticket);
    this.#begun.set(ticket.id, ticket);
    return { upload_url: `${this.#origin}/upload/v1/${path}`, file_id: ticket.id };
  }

  /**
   * The bytes as they came to an address. An address serves once, for as many bytes as were promised: Slack does not
   * say what becomes of others, so here they are refused.
   * @returns the HTTP status
   */
  async take(path: string, contentType: string, body: Buffer): Promise<200 | 400 | 404> {
    const ticket = this.#waiting.get(path);
    if (!ticket) return 404;
    this.#waiting.delete(path);
    const bytes = contentType.startsWith("multipart/form-data") ? await fileOf(contentType, body) : body;
    if (bytes?.length !== ticket.length) return 400;
    ticket.text = bytes.toString("utf8");
    return 200;
  }

  /**
   * files.completeUploadExternal. A file for no channel is its owner's alone, so nothing is kept of it. What becomes of a thread that is gone nobody tried: played as for a post.
   * @see https://docs.slack.dev/reference/methods/files.completeUploadExternal
   */
  complete(desk: Desk, args: Args): Record<string, unknown> {
    const { workspace } = desk;
    const named = jsonOf(args, "files", "invalid_arguments");
    if (!Array.isArray(named) || named.length === 0) throw new Refused("invalid_arguments");
    const files = named.map((one: unknown) => this.#carried(one));
    const id = textOf(args, "channel_id");
    // A person's id is refused by its form alone.
    if (id !== undefined && !/^[CGDZ]/.test(id)) throw new Refused("invalid_arguments");
    if (id !== undefined) {
      const channel = openChannel(desk, id);
      const threadTs = parentOf(desk, channel, textOf(args, "thread_ts"));
      workspace.post({
        channel: channel.id,
        text: textOf(args, "initial_comment") ?? "",
        blocks: [],
        files,
        botId: workspace.bot.botId,
        userId: workspace.bot.userId,
        ...(threadTs ? { threadTs } : {}),
      });
    }
    for (const file of files) this.#begun.delete(file.id);
    return { files: files.map((file) => ({ id: file.id, title: file.title })) };
  }

  /** The file as its bytes came; not found before they did, and once it is complete. */
  #carried(named: unknown): StoredFile {
    const { id, title } = typeof named === "object" && named !== null ? (named as Record<string, unknown>) : {};
    const ticket = this.#begun.get(String(id));
    if (ticket?.text === undefined) throw new Refused("file_not_found");
    const { name, text } = ticket;
    return { id: ticket.id, name, title: typeof title === "string" ? title : name, text };
  }
}

/** The one file of a form. */
async function fileOf(contentType: string, body: Buffer): Promise<Buffer | undefined> {
  const form = await new Response(body, { headers: { "content-type": contentType } })
    .formData()
    .catch(() => new FormData());
  const files = [...form.values()].filter((value) => typeof value !== "string");
  return files[0] && Buffer.from(await files[0].arrayBuffer());
}

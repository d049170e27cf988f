import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Show } from "../scenario/show.ts";
import { renderPlain } from "./plain-text.ts";
import { closeServer, type SlackStandIn } from "./server.ts";
import type { Channel, StoredMessage, Workspace } from "./workspace.ts";

export interface SlackPage {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** What plays in the workspace. */
  readonly show?: Show;
}

/** Shows the workspace in a browser on this machine: channels, messages, threads. Loads nothing, runs no script. */
export async function startPage(standIn: SlackStandIn, options: PageOptions = {}): Promise<SlackPage> {
  const server = createServer((request, response) => answer(standIn.workspace, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => closeServer(server) };
}

function answer(workspace: Workspace, request: IncomingMessage, response: ServerResponse): void {
  const isPage = request.url === "/" || request.url?.startsWith("/?");
  if (!isPage || (request.method !== "GET" && request.method !== "HEAD")) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(pageOf(workspace));
}

const STYLE = `
  body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
  article { border-left: 3px solid #8888; margin: 1rem 0; padding: 0 0 0 .8rem }
  pre { font: 13px/1.4 ui-monospace, monospace; white-space: pre-wrap; margin: .2rem 0 }
  small { opacity: .7 }
  article article { margin-left: 1.5rem }`;

/** The page as HTML. Everything a message holds is text there, never markup. */
function pageOf(workspace: Workspace): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>${escapeHtml(workspace.team.name)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeHtml(workspace.team.name)}</h1>
${workspace
  .channels()
  .map((channel) => channelHtml(workspace, channel))
  .join("\n")}
</body>
</html>
`;
}

function channelHtml(workspace: Workspace, channel: Channel): string {
  const messages = workspace.messages(channel.id).filter((message) => !message.threadTs);
  const state = [
    channel.archived ? "archived" : "",
    channel.member ? "" : "the bot is not in it",
    channel.refusal ?? "",
  ].filter(Boolean);
  return `<section>
<h2>${channel.id.startsWith("D") ? "@" : "#"}${escapeHtml(channel.name)} <small>${escapeHtml([channel.id, ...state].join(", "))}</small></h2>
${messages.map((message) => threadHtml(workspace, message)).join("\n") || "<p>No messages yet.</p>"}
</section>`;
}

function threadHtml(workspace: Workspace, parent: StoredMessage): string {
  const replies = workspace.thread(parent.channel, parent.ts).filter((message) => message.threadTs);
  return articleHtml(workspace, parent, replies.map((reply) => articleHtml(workspace, reply, "")).join("\n"));
}

function articleHtml(workspace: Workspace, message: StoredMessage, inner: string): string {
  const marks = [
    message.edits > 0 ? `edited ${message.edits}` : "",
    message.broadcast ? "also sent to the channel" : "",
  ].filter(Boolean);
  const head = [authorOf(workspace, message), new Date(message.postedAt).toISOString(), ...marks].join(" · ");
  const body = message.deleted ? "(deleted)" : renderPlain(message);
  return `<article><small>${escapeHtml(head)}</small>
<pre>${escapeHtml(body)}</pre>${inner}</article>`;
}

function authorOf(workspace: Workspace, message: StoredMessage): string {
  if (message.botId) return "planbell";
  return workspace.users.find((user) => user.id === message.userId)?.name ?? message.userId;
}

const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

import { createHash } from "node:crypto";
import { Refused } from "./call.ts";
import type { Workspace } from "./workspace.ts";

const USES = 5;
const LIFE = 30 * 60_000;

/** Where an interaction happened: what a response_url speaks about. */
export interface ResponsePlace {
  readonly channel: string;
  readonly user: string;
  /** What was clicked, `ephemeral` by its ts; absent for a command. */
  readonly message?: { readonly channel: string; readonly ts: string } | { readonly ephemeral: string };
}

interface Issued {
  readonly place: ResponsePlace;
  readonly issuedAt: number;
  uses: number;
}

/**
 * Addresses where an app answers an interaction: five times in thirty minutes each, without a token.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction: "Message responses"
 */
export class ResponseUrls {
  readonly #origin: string;
  readonly #workspace: Workspace;
  readonly #issued = new Map<string, Issued>();

  /** @param origin where the stand-in is, `http://127.0.0.1:PORT` */
  constructor(origin: string, workspace: Workspace) {
    this.#origin = origin;
    this.#workspace = workspace;
  }

  /** `http://127.0.0.1:PORT/response/...` */
  issue(at: ResponsePlace): string {
    const number = this.#issued.size + 1;
    const key = createHash("sha256").update(`${number} ${at.channel} ${at.user}`).digest("hex").slice(0, 24);
    this.#issued.set(key, { place: at, issuedAt: this.#workspace.clock.now(), uses: 0 });
    return `${this.#origin}/response/${key}`;
  }

  /**
   * Answers at the address; an answer that is refused costs no use.
   * @throws {Refused} `invalid_url`, `expired_url` or `used_url`, or whatever `answer` is refused for
   */
  use(key: string, answer: (place: ResponsePlace) => void): void {
    const issued = this.#issued.get(key);
    if (!issued) throw new Refused("invalid_url");
    if (this.#workspace.clock.now() - issued.issuedAt > LIFE) throw new Refused("expired_url");
    if (issued.uses >= USES) throw new Refused("used_url");
    answer(issued.place);
    issued.uses += 1;
  }
}

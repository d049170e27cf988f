import { type Ms, ms, seconds } from "../model/brand.ts";
import { ConfigFault, JobNotTaken } from "../model/errors.ts";
import type { Clock } from "../ports.ts";
import { type FcContext, type RoleKeys, roleKeysOf } from "./context.ts";
import { type Invocation, ownEndpoint, type Reply, type Way } from "./invocation.ts";
import { invokeByAcs3 } from "./invoke-acs3.ts";
import { loadFc2 } from "./invoke-fc2.ts";

/** Takes jobs, to be done by the worker soon: at least once, and under one id only once at a time. */
export interface WorkerJobs {
  /**
   * Resolves when the job is taken, now or before under the same id.
   * @param job plain JSON, 128 KB at most
   * @param id 1 to 128 of letters, digits, `-` and `_`, a letter or `_` first
   * @throws {JobNotTaken}
   */
  submit(job: object, id: string): Promise<void>;
}

export interface WorkerOptions {
  /** `PLANBELL_WORKER`: the function's name. */
  readonly worker: string;
  /** `PLANBELL_FC_ENDPOINT`, where it is set; otherwise the account's own in the region of the caller. */
  readonly endpoint?: string | undefined;
  /** For the whole call. Slack waits 3 s for an answer, the call included. */
  readonly patience?: Ms;
  /** By which the patience is measured. */
  readonly clock: Pick<Clock, "elapsed">;
}

/** @see Function Compute 3.0, limits: asynchronous invocations */
const LARGEST_PAYLOAD = 128 * 1024;
const NAME = /^[A-Za-z_][\w-]{0,63}$/;

/**
 * Jobs that an asynchronous invocation of the worker does. Gives them for one invocation of the caller, whose context
 * brings the keys: they change.
 *
 * A job is sent once. Only one that was surely not taken is sent a second time, signed in the other way: that version 3
 * of the service takes Function Compute's own signature is documented nowhere. Which way works is remembered.
 * @throws {ConfigFault} when the worker's name can be none
 */
export function jobsOfWorker({
  worker,
  endpoint,
  patience = seconds(2),
  clock,
}: WorkerOptions): (context: FcContext) => WorkerJobs {
  if (!NAME.test(worker)) {
    throw new ConfigFault(["PLANBELL_WORKER: expected the name of a function; found something that is none"]);
  }
  let refusesFc2 = false;
  return (context) => ({
    async submit(job, id) {
      const payload = payloadOf(job);
      const { region, ...target } = targetOf(context, worker, endpoint);
      const invocation = { ...target, region, name: worker, taskId: id, payload, patience };
      const fc2 = refusesFc2 ? undefined : await loadFc2();
      const began = clock.elapsed();
      if (fc2 !== undefined) {
        const reply = await replyOf(fc2, invocation);
        if (isTaken(reply)) return;
        if (!mayBeOfSignature(reply)) throw notTaken(reply, invocation);
      }
      const left = ms(Math.max(1, Math.ceil(patience - (clock.elapsed() - began))));
      const reply = await replyOf(invokeByAcs3, { ...invocation, patience: left });
      if (!isTaken(reply)) throw notTaken(reply, invocation);
      refusesFc2 = true;
    },
  });
}

function payloadOf(job: object): string {
  const payload = JSON.stringify(job);
  const bytes = Buffer.byteLength(payload);
  if (bytes <= LARGEST_PAYLOAD) return payload;
  throw new JobNotTaken(`the job has ${bytes} bytes; an asynchronous invocation takes ${LARGEST_PAYLOAD}`);
}

type Target = Pick<Invocation, "accountId" | "region" | "endpoint" | "keys">;

function targetOf(context: FcContext, worker: string, endpoint: string | undefined): Target {
  const keys: RoleKeys | undefined = roleKeysOf(context);
  if (keys === undefined) throw new JobNotTaken(`the function has no role: give it one with ${rightOn(worker, "*")}`);
  if (keys.accessKeyId.startsWith("STS") && keys.securityToken === undefined) {
    throw new JobNotTaken("the keys of the function's role came without their security token");
  }
  const { accountId, region } = context;
  if (!accountId || !region) throw new JobNotTaken("the invocation came without account and region");
  const at = endpoint ?? ownEndpoint(accountId, region);
  return { accountId, region, keys, endpoint: at.replace(/\/+$/, "") };
}

/** 409: there was a task of that id, which is this job. */
const isTaken = ({ status }: Reply): boolean => (status >= 200 && status < 300) || status === 409;

/** Nothing was taken, and through fc2 nobody learns why; the other way may work, and its refusals can be read. */
const mayBeOfSignature = ({ status }: Reply): boolean => status === 400 || status === 401 || status === 403;

const rightOn = (worker: string, region: string): string =>
  `fc:InvokeFunction on acs:fc:${region}:*:functions/${worker}`;

async function replyOf(way: Way, invocation: Invocation): Promise<Reply> {
  try {
    return await way(invocation);
  } catch (error) {
    throw unheard(error, invocation);
  }
}

/** Before a connection stands nothing can have been taken. */
const UNREACHABLE = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ERR_TLS_\w+|\w*CERT\w*)$/;

function unheard(error: unknown, { endpoint, patience }: Invocation): unknown {
  if (!(error instanceof Error)) return error;
  const { code, name } = error as NodeJS.ErrnoException;
  if (code === "ETIMEDOUT" || code === "ABORT_ERR" || /^(Request)?Timeout/.test(name)) {
    return new JobNotTaken(`no answer from ${endpoint} in ${patience} ms`, { mayBeTaken: true });
  }
  // Anything else is a bug.
  if (code === undefined || !/^(?!ERR_(?!TLS))[A-Z][A-Z0-9_]{2,50}$/.test(code)) return error;
  if (!UNREACHABLE.test(code))
    return new JobNotTaken(`the connection to ${endpoint} broke (${code})`, { mayBeTaken: true });
  return new JobNotTaken(
    `cannot reach ${endpoint} (${code}): see PLANBELL_FC_ENDPOINT, and whether the function has internet access`,
    { retryable: true },
  );
}

/** What an operator can mend. */
function notTaken(reply: Reply, { name, region, endpoint }: Invocation): JobNotTaken {
  const { status, code, requestId } = reply;
  const facts = [`HTTP ${status}`, code, requestId && `request ${requestId}`].filter(Boolean).join(", ");
  const refused = (why: string, how = {}): JobNotTaken => new JobNotTaken(`${why} (${facts})`, how);
  if (status === 404 && !code?.startsWith("InvalidAccessKeyId")) {
    return refused(`PLANBELL_WORKER: there is no function ${name} in ${region}; see also PLANBELL_FC_ENDPOINT`);
  }
  if (status === 429 || code?.startsWith("Throttling")) return refused("too many invocations", { retryable: true });
  if (status >= 500) return refused(`${endpoint} failed`, { mayBeTaken: true });
  if (/time/i.test(code ?? "")) return refused("the clock of this machine is more than 15 minutes off");
  if (/signature|accesskey|securitytoken/i.test(code ?? ""))
    return refused("the keys of the function's role are refused");
  if (status === 401 || status === 403) return refused(`the function's role needs ${rightOn(name, region)}`);
  return refused(`${endpoint} refuses the invocation`);
}

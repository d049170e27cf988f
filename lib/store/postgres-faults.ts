import { PlanbellError, StoreUnusable } from "../model/errors.ts";
import type { PostgresAddress } from "./postgres-address.ts";

/** What the driver, the socket or we call a connection that went away, and the server a statement it gave up. */
const LOST: readonly string[] = [
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "NO_ANSWER",
  // Shut down by an administrator, after a crash; a transaction that lost against another; too many of one session.
  "57P01",
  "57P02",
  "40001",
  "40P01",
];

/** What is wrong and what to do about it, by SQLSTATE and by the codes of sockets, most exact first. */
const MEANINGS: readonly (readonly [codes: RegExp, wrong: string, cure: string])[] = [
  [/^28P01$/, "the password is refused", "Mend user and password in PLANBELL_STATE"],
  [
    /^28000$/,
    "the server lets nobody in this way",
    "Allow user, database and this machine in its pg_hba.conf or whitelist; if it demands TLS, set ?sslmode=require in PLANBELL_STATE",
  ],
  [/^3D000$/, "there is no such database", "Create the database, or mend its name in PLANBELL_STATE"],
  [/^3F000$/, "there is no schema for the tables", "Create the schema, or mend search_path in PLANBELL_STATE"],
  [/^42501$/, "the user lacks a right", "Let it create tables in the schema, and read and write Planbell's own"],
  [/^25006$/, "the server is read-only", "Name the primary in PLANBELL_STATE"],
  [/^42P01$|^42703$/, "its tables are gone or changed", "Restore them, or drop both: Planbell then starts afresh"],
  [/^42704$|^22023$/, "a setting is refused", "Mend what stands behind the ? in PLANBELL_STATE"],
  [/^53300$/, "it has no connection left", "Close some, or allow more"],
  [/^53/, "it has no room left", "Free disk or memory of the server"],
  [/^57P03$/, "the server is starting or stopping", "Wait until it is up"],
  [/^ECONNREFUSED$/, "nobody listens there", "Start the server, or mend host and port in PLANBELL_STATE"],
  [/^ENOTFOUND$|^EAI_/, "the host is not known", "Mend the host in PLANBELL_STATE"],
  [
    /^CONNECT_TIMEOUT$|^NO_ANSWER$|^ETIMEDOUT$|^E(HOST|NET)UNREACH$/,
    "it does not answer",
    "Check host and port in PLANBELL_STATE, and that the network (VPC, whitelist) lets this machine through",
  ],
  [/^NO_TLS$/, "the server offers no TLS", "Switch it on there, or set another sslmode in PLANBELL_STATE"],
  [
    /^ERR_(SSL|TLS)|CERT|SIGNATURE|SELF_SIGNED/,
    "no TLS connection comes about",
    "Install a certificate that is trusted here, or set another sslmode in PLANBELL_STATE",
  ],
  [/^(CONNECTION_|ECONNRESET|EPIPE|57P0|08)/, "the connection was cut", "Check that PostgreSQL listens there"],
];

/** The code of a failure: five characters of SQLSTATE, or a word of the driver or the socket. */
const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "";

/** Nobody knows whether the statement was done: the same statement on another connection may tell. */
export const isLost = (cause: unknown): boolean => LOST.includes(codeOf(cause)) || codeOf(cause).startsWith("08");

/** The refusal of a state in PostgreSQL: which one, what is wrong, what to do. Never a user, a password or a setting. */
export const unusable = (at: PostgresAddress, wrong: string, cure: string, cause?: unknown): StoreUnusable =>
  new StoreUnusable(
    `The state in PostgreSQL at ${at.host}:${at.port}, database ${at.database}, cannot be used: ${wrong}. ${cure}.`,
    { cause },
  );

/** What a failure of the driver means for the operator; our own errors and plain bugs pass. */
export function storeFault(at: PostgresAddress, cause: unknown): unknown {
  if (cause instanceof PlanbellError || cause instanceof TypeError) return cause;
  const code = codeOf(cause);
  const known = MEANINGS.find(([codes]) => codes.test(code));
  if (known !== undefined) return unusable(at, known[1], known[2], cause);
  const wrong = code === "" ? "it cannot be opened" : `PostgreSQL answers ${code}`;
  return unusable(at, wrong, "Mend it or set PLANBELL_STATE", cause);
}

/** How a connection is encrypted. `prefer`: where the server can, unchecked, as other PostgreSQL clients do. */
const SSL_MODES = ["disable", "prefer", "require", "verify-full"] as const;
type SslMode = (typeof SSL_MODES)[number];

/** What may stand behind the `?`. A setting that nobody reads would be a promise broken in silence. */
const SETTINGS: readonly string[] = ["sslmode", "search_path", "application_name"];

/** A PostgreSQL address, read and checked. Only `host`, `port` and `database` may be shown to anybody. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string | undefined;
  readonly sslMode: SslMode;
  /** Settings of the session, by their names in PostgreSQL. */
  readonly session: Readonly<Record<string, string>>;
}

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=...`.
 *
 * Pure. A password with an unescaped `/`, `?` or `#` moves the borders of everything behind it, so that half of it
 * would pass for the host: such an address is refused, not guessed at.
 * @returns the address, or what is wrong with it, without a word of it
 */
export function readPostgresAddress(text: string): PostgresAddress | { readonly fault: string } {
  const fault = (why: string) => ({ fault: `expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, found one ${why}` });
  const escapes = "that cannot be read; write @ / ? # % of user and password as %40 %2F %3F %23 %25";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["postgres:", "postgresql:"].includes(url.protocol)) return fault(escapes);

  const [user, password, database, host] = [url.username, url.password, url.pathname.slice(1), url.hostname].map(plain);
  if (user === undefined || password === undefined || database === undefined || host === undefined) {
    return fault(escapes);
  }
  if (url.hash !== "" || /[/@]/.test(url.pathname.slice(1)) || url.search.includes("@")) return fault(escapes);
  if (host === "" || /[,/\s]/.test(host)) return fault("without a host, or with several");
  if (user === "") return fault("without a user");
  if (database === "") return fault("without a database");

  const session: Record<string, string> = {};
  for (const [name, value] of url.search === "" ? [] : url.searchParams) {
    if (!SETTINGS.includes(name)) return fault(`with another setting than ${SETTINGS.join(", ")} behind the ?`);
    session[name] = value;
  }
  const { sslmode = "prefer", ...rest } = session;
  const sslMode = SSL_MODES.find((mode) => mode === sslmode);
  if (sslMode === undefined) return fault(`with another sslmode than ${SSL_MODES.join(", ")}`);
  return {
    host: host.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? 5432 : Number(url.port),
    database,
    user,
    password: password === "" ? undefined : password,
    sslMode,
    session: rest,
  };
}

/** Undefined for a broken %-escape, and for U+0000, which ends PostgreSQL's strings. */
function plain(part: string): string | undefined {
  try {
    const text = decodeURIComponent(part);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Conflict, NewerFormat, StoreUnusable } from "../../lib/model/errors.ts";
import type { StateStore } from "../../lib/ports.ts";
import { openPostgres } from "../../lib/store/postgres-store.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

async function open(url: string): Promise<StateStore> {
  const store = await openPostgres(url, () => 1_764_000_000_000);
  closing.push(store);
  return store;
}

/** The server's address with other parts. */
function address(parts: Partial<Pick<URL, "username" | "password" | "host" | "pathname" | "search">>): string {
  return Object.assign(new URL(server.url), parts).href;
}

async function refusal(url: string): Promise<StoreUnusable> {
  const error: unknown = await open(url).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StoreUnusable);
  return error as StoreUnusable;
}

const place = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `The state in PostgreSQL at ${host}, database ${pathname.slice(1)}, cannot be used`;
};

/** Address of something that is no PostgreSQL, but answers. */
async function answering(answer: (request: Buffer, socket: Socket) => void): Promise<string> {
  const sockets: Socket[] = [];
  const fake = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined).on("data", (request) => answer(request, socket)));
  }).listen(0, "127.0.0.1");
  await once(fake, "listening");
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    fake.close();
  };
  closing.push({ close });
  return address({ host: `127.0.0.1:${(fake.address() as AddressInfo).port}` });
}

const schemaOf = (url: string): string => new URL(url).searchParams.get("search_path") as string;

/** Runs a few lines as a process of its own; gives its exit code. */
async function runScript(script: string): Promise<number> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  const [code] = (await once(child, "exit")) as [number];
  return code;
}
const OPEN = `const { openPostgres } = await import("./lib/store/postgres-store.ts");`;

describe("a state in PostgreSQL", () => {
  it("holds its records for the next process, as text and in the documented tables", async () => {
    const url = await server.empty();
    const first = await open(url);
    const version = await first.put("a", { n: 1, "": "語" }, "absent");
    await first.close();
    expect(await (await open(url)).get("a")).toEqual({ key: "a", version, value: { n: 1, "": "語" } });
    const schema = server.sql(schemaOf(url));
    expect(await server.sql`select * from ${schema}.planbell_record`).toEqual([
      { key: "a", ver: String(version), body: '{"n":1,"":"語"}', upd: "1764000000000" },
    ]);
    expect(await server.sql`select * from ${schema}.planbell_meta`).toEqual([{ format: 1 }]);
  });

  it("is made once by many that open it at the same time for the first time", async () => {
    const url = await server.empty();
    const stores = await Promise.all(Array.from({ length: 12 }, () => open(url)));
    await Promise.all(stores.map((store, at) => store.put(`k${at}`, at, "absent")));
    expect(await stores[0]?.scan("k")).toHaveLength(12);
    const schema = server.sql(schemaOf(url));
    expect(await server.sql`select * from ${schema}.planbell_meta`).toEqual([{ format: 1 }]);
  });

  it("loses no write of two connections that contend for one record", async () => {
    const url = await server.empty();
    const count = async (store: StateStore): Promise<void> => {
      for (let won = 0; won < 100; ) {
        const found = await store.get("count");
        try {
          await store.put("count", Number(found?.value ?? 0) + 1, found?.version ?? "absent");
          won++;
        } catch (error) {
          if (!(error instanceof Conflict)) throw error;
        }
      }
    };
    await Promise.all([open(url).then(count), open(url).then(count)]);
    expect((await (await open(url)).get("count"))?.value).toBe(200);
  });

  it("may be used by a user who may not create tables, once they are there", async () => {
    const url = await server.empty();
    await open(url);
    const name = schemaOf(url);
    const [schema, user] = [server.sql(name), server.sql(`user_${name}`)];
    await server.sql`create user ${user} password 'narrow'`;
    await server.sql`grant usage on schema ${schema} to ${user}`;
    const narrow = address({ username: `user_${name}`, password: "narrow", search: `?search_path=${name}` });
    expect((await refusal(narrow)).message).toContain("the user lacks a right");
    await server.sql`grant select, insert, update, delete on all tables in schema ${schema} to ${user}`;
    await expect((await open(narrow)).put("a", 1, "absent")).resolves.toBeGreaterThan(0);
    await server.sql`drop owned by ${user}`;
    await server.sql`drop user ${user}`;
  });

  it("takes nothing once closed", async () => {
    const store = await open(await server.empty());
    await store.close();
    await expect(store.put("a", 1, "absent")).rejects.toThrow(StoreUnusable);
    await expect(store.get("a")).rejects.toThrow(/it is closed/);
  });

  it("takes no version that is no number", async () => {
    const store = await open(await server.empty());
    await expect(store.put("a", 1, true as unknown as number)).rejects.toThrow(TypeError);
    await expect(store.remove("a", "1" as unknown as number)).rejects.toThrow(TypeError);
  });

  it("lets its process end once closed", async () => {
    const url = JSON.stringify(await server.empty());
    const use = `const store = await openPostgres(${url}, Date.now); await store.put("a", 1, "absent"); await store.close();`;
    expect(await runScript(`${OPEN} ${use}`)).toBe(0);
  });

  it("lets its process end when it was refused", async () => {
    const url = JSON.stringify(address({ password: "wrong" }));
    expect(await runScript(`${OPEN} await openPostgres(${url}, Date.now).catch(() => (process.exitCode = 7));`)).toBe(
      7,
    );
  });
});

describe("a state in PostgreSQL that cannot be used", () => {
  it("for its password is refused without a word of it", async () => {
    const error = await refusal(address({ username: "CANARY-user", password: "CANARY-password" }));
    expect(error.message).toBe(
      `${place(server.url)}: the password is refused. Mend user and password in PLANBELL_STATE.`,
    );
    expect(inspect({ ...error, cause: undefined })).not.toContain("CANARY");
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("CANARY-password");
  });

  it("for its database is refused by its name", async () => {
    const url = address({ pathname: "/nowhere" });
    expect((await refusal(url)).message).toBe(
      `${place(url)}: there is no such database. Create the database, or mend its name in PLANBELL_STATE.`,
    );
  });

  it("for a schema that is not there is refused", async () => {
    expect((await refusal(address({ search: "?search_path=nowhere" }))).message).toContain(
      "there is no schema for the tables",
    );
  });

  it("where nobody listens is refused with host and port", async () => {
    const url = address({ host: "127.0.0.1:1" });
    expect((await refusal(url)).message).toBe(
      `${place(url)}: nobody listens there. Start the server, or mend host and port in PLANBELL_STATE.`,
    );
  });

  it("at a host that nobody knows is refused", async () => {
    const url = address({ host: "nowhere.invalid" }).replace(/:\d+\/postgres/, ":1/postgres");
    expect((await refusal(url)).message).toMatch(/nowhere\.invalid:\d+, .*(the host is not known|does not answer)/);
  });

  it("because it must be encrypted is told how", async () => {
    const url = await answering((request, socket) => {
      // To the question for TLS no, to everything else what a server says that lets nobody in without.
      if (request.length === 8) return socket.write("N");
      const fields = "SFATAL\0VFATAL\0C28000\0Mno pg_hba.conf entry for CANARY, no encryption\0\0";
      return socket.end(Buffer.concat([Buffer.from("E\0\0\0"), Buffer.from([fields.length + 4]), Buffer.from(fields)]));
    });
    const error = await refusal(url);
    expect(error.message).toContain("if it demands TLS, set ?sslmode=require in PLANBELL_STATE");
    expect(error.message).not.toContain("CANARY");
  });

  it("because the server cannot encrypt, though it must, is told so", async () => {
    const url = await answering((_, socket) => socket.write("N"));
    for (const mode of ["require", "verify-full"]) {
      expect((await refusal(`${url}?sslmode=${mode}`)).message).toBe(
        `${place(url)}: the server offers no TLS. Switch it on there, or set another sslmode in PLANBELL_STATE.`,
      );
    }
  });

  it("since what listens hangs up on everybody is given up", async () => {
    expect((await refusal(await answering((_, socket) => socket.destroy()))).message).toContain(
      "the connection was cut",
    );
  });

  it("by an address that is none is refused before anything is called", async () => {
    const error = await refusal("postgres://me:CAN/ARY@db/planbell");
    expect(error.message).toMatch(/^PLANBELL_STATE: expected postgres:\/\/USER:PASSWORD@HOST/);
    expect(error.message).not.toContain("ARY@");
  });
});

describe("tables of another writer", () => {
  it("that are newer are refused with both formats named, and left as they were", async () => {
    const url = await server.empty();
    const schema = server.sql(schemaOf(url));
    await server.sql`create table ${schema}.planbell_meta (format int not null, extra text)`;
    await server.sql`insert into ${schema}.planbell_meta values (2, 'kept')`;
    await server.sql`create table ${schema}.planbell_record (key text, extra text)`;
    const refused = open(url);
    await expect(refused).rejects.toThrow(NewerFormat);
    await expect(refused).rejects.toThrow(/format 2.*up to 1/);
    expect(await server.sql`select * from ${schema}.planbell_meta`).toEqual([{ format: 2, extra: "kept" }]);
  });

  it("that do not say their format are left alone", async () => {
    const url = await server.empty();
    const schema = server.sql(schemaOf(url));
    await server.sql`create table ${schema}.planbell_record (mine text)`;
    expect((await refusal(url)).message).toContain("its tables do not say their format");
    expect(await server.sql`select to_regclass(${`${schemaOf(url)}.planbell_meta`}) as meta`).toEqual([{ meta: null }]);
  });
});

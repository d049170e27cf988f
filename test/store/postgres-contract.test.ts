import { afterAll, beforeAll } from "vitest";
import { openPostgres } from "../../lib/store/postgres-store.ts";
import { storeContract } from "../contract/store.contract.ts";
import { type PostgresServer, startPostgres } from "./postgres-server.ts";

let server: PostgresServer | undefined;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

storeContract("postgres", async () => openPostgres(await (server as PostgresServer).empty(), () => 1_764_000_000_000));

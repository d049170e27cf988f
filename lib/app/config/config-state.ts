import { readPostgresAddress } from "../../store/postgres-address.ts";
import type { StatePlace } from "./config.ts";

/** Where the state is when nobody says so; not on Function Compute, where a file is lost. */
const DEFAULT = "sqlite:planbell.db";

/** Reads PLANBELL_STATE; a fault is appended, and never shows more of an address than its scheme. */
export function readState(given: string | undefined, onFc: boolean, faults: string[]): StatePlace {
  const place = given ?? DEFAULT;
  const scheme = /^(memory|sqlite|postgres|postgresql|tablestore):/.exec(place)?.[1];
  const found = given === undefined ? "nothing" : scheme === undefined ? "something else" : `${scheme}:`;
  const isLocal = scheme === "memory" || scheme === "sqlite";
  if (onFc && (isLocal || scheme === undefined)) {
    faults.push(
      `PLANBELL_STATE: expected postgres://... on Function Compute, where files and memory are lost; found ${found}`,
    );
  } else if (place === "memory:") {
    return { kind: "memory" };
  } else if (scheme === "sqlite" && place.length > "sqlite:".length) {
    return { kind: "sqlite", path: place.slice("sqlite:".length) };
  } else if (scheme === "postgres" || scheme === "postgresql") {
    const read = readPostgresAddress(place);
    if (!("fault" in read)) return { kind: "postgres", url: place };
    faults.push(`PLANBELL_STATE: ${read.fault}`);
  } else if (scheme === "tablestore") {
    faults.push(`PLANBELL_STATE: tablestore is not supported yet; use postgres://...${onFc ? "" : " or sqlite:PATH"}`);
  } else {
    faults.push(`PLANBELL_STATE: expected memory:, sqlite:PATH or postgres://..., found ${found}`);
  }
  return { kind: "memory" };
}

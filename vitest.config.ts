import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/** Tests that leave nothing behind may share a process, and need not load everything again for each file. */
const SHARED = [
  "app",
  "approve",
  "deploy",
  "fc",
  "local/scenario",
  "local/slack",
  "notify",
  "slack",
  "text",
  "watch",
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    pool: "threads",
    // One less than there are cores, by default: on two of them one. A third has work where others wait for a process,
    // a browser or a timeout of theirs.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Machines of ours may set it; it costs Node 20 60-90 ms at every child start and changes nothing on loopback.
    env: { NODE_EXTRA_CA_CERTS: "" },
    projects: [
      { extends: true, test: { name: "shared", include: SHARED, isolate: false } },
      {
        extends: true,
        test: {
          name: "apart",
          include: ["test/**/*.test.ts"],
          exclude: SHARED,
          globalSetup: "test/compiled-commands.ts",
        },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "threads",
    // One less than there are cores, by default: on two of them one. A third has work where others wait for a process,
    // a browser or a timeout of theirs.
    maxWorkers: 3,
    globalSetup: "test/compiled-commands.ts",
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Machines of ours may set it; it costs Node 20 60-90 ms at every child start and changes nothing on loopback.
    env: { NODE_EXTRA_CA_CERTS: "" },
  },
});

/**
 * What each folder may import from the project besides itself; whatever is not listed is refused. The longest entry
 * that covers a file is its home, and an entry names homes exactly: `lib/app` does not include `lib/app/build`. Folders
 * of tests that are not listed are no homes, they may import anything; who may import them names them all the same.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "lib/model": [],
  "lib/ports.ts": ["lib/model"],
  "lib/text": ["lib/model"],
  "lib/watch": ["lib/model"],
  "lib/notify": ["lib/model", "lib/watch"],
  "lib/approve": ["lib/model", "lib/watch", "lib/notify"],
  "lib/slack/limits.ts": [],
  "lib/slack/blocks.ts": ["lib/slack/limits.ts", "lib/model", "lib/text"],
  "lib/slack/validate-*.ts": ["lib/slack/limits.ts", "lib/model"],
  "lib/slack/messages": [
    "lib/model",
    "lib/watch",
    "lib/notify",
    "lib/approve",
    "lib/text",
    "lib/slack/limits.ts",
    "lib/slack/blocks.ts",
  ],
  "lib/slack": ["lib/model", "lib/ports.ts", "lib/text", "lib/slack/limits.ts", "lib/slack/blocks.ts"],
  "lib/catalog": ["lib/model", "lib/ports.ts", "lib/text"],
  "lib/store/postgres-address.ts": [],
  "lib/store": ["lib/model", "lib/ports.ts", "lib/store/postgres-address.ts"],
  "lib/fc": ["lib/model", "lib/ports.ts"],
  "lib/app/config": ["lib/model", "lib/watch", "lib/notify", "lib/text", "lib/store/postgres-address.ts"],
  "lib/app": [
    "lib/model",
    "lib/ports.ts",
    "lib/text",
    "lib/watch",
    "lib/notify",
    "lib/approve",
    "lib/slack/messages",
    "lib/app/config",
  ],
  "lib/app/build": [
    "lib/model",
    "lib/ports.ts",
    "lib/text",
    "lib/app",
    "lib/app/config",
    "lib/catalog",
    "lib/slack",
    "lib/store",
    "lib/fc",
  ],
  functions: ["lib/app/build", "lib/fc"],
  "local/catalog": ["lib/model", "lib/ports.ts"],
  "local/slack": [
    "lib/model",
    "lib/ports.ts",
    "lib/text",
    "lib/slack/limits.ts",
    "lib/slack/validate-*.ts",
    "local/scenario",
  ],
  /** Runs in a browser: of the rest it knows types and how to read blocks. */
  "local/slack/page/client": ["local/slack"],
  "local/scenario": ["lib/model", "lib/ports.ts", "local/catalog"],
  "local/virtual-clock.ts": ["lib/model", "lib/ports.ts"],
  /** Prints what the rules said of a transition. */
  "local/explanation-lines.ts": ["lib/model", "lib/app", "lib/notify"],
  "local/bundling": ["lib/app/config"],
  "local/bundle.ts": ["local/bundling"],
  local: [
    "local/virtual-clock.ts",
    "local/explanation-lines.ts",
    "local/bundle.ts",
    "lib/model",
    "lib/ports.ts",
    "lib/app",
    "lib/app/config",
    "lib/app/build",
    "lib/fc",
    "local/catalog",
    "local/slack",
    "local/scenario",
  ],
  bench: [
    "lib/model",
    "lib/ports.ts",
    "lib/text",
    "lib/watch",
    "lib/notify",
    "lib/app",
    "lib/app/build",
    "lib/catalog",
    "lib/slack",
    "lib/store",
    "local/catalog",
    "local/slack",
    "local/virtual-clock.ts",
    "local/bundle.ts",
    "test/build",
    "test/sweep",
  ],
  /** It judges Planbell by what was and what was told: it must know nothing of how Planbell works. */
  "test/oracle/verdict": ["local/catalog", "test/oracle/desk.ts", "test/oracle/looks.ts", "test/oracle/played.ts"],
};

/** Folders and files without clock, chance, environment or anything to await. */
export const PURE: readonly string[] = [
  "lib/model",
  "lib/text",
  "lib/watch",
  "lib/notify",
  "lib/approve",
  "lib/slack/limits.ts",
  "lib/slack/blocks.ts",
  "lib/slack/validate-*.ts",
  "lib/slack/messages",
  "lib/store/postgres-address.ts",
  "lib/app/config",
  "lib/app/commands/command-line.ts",
  "lib/app/doctor/judge-*.ts",
  "lib/app/doctor/check.ts",
  "lib/app/doctor/finding.ts",
  "lib/app/doctor/named.ts",
  "lib/app/commands/at-once.ts",
  "lib/app/commands/find.ts",
];

/** Built-in modules a pure file may use. */
export const PURE_BUILTINS: Readonly<Record<string, readonly string[]>> = {
  "lib/model/hash.ts": ["node:crypto"],
};

interface VendorHome {
  readonly in: readonly string[];
  /** Nothing of it may be left when the types are gone. */
  readonly typesOnly?: true;
  /** Where nothing but its types may be imported. */
  readonly typesIn?: readonly string[];
  /** Not every start needs it: never loaded at the start. */
  readonly late?: true;
}

/** Where each package may be imported; one that is not listed may be imported by tests alone. */
export const VENDORS: Readonly<Record<string, VendorHome>> = {
  "@alicloud/fc2": { in: ["lib/fc/invoke-fc2.ts", "bench/apart/calling-bolt.ts"], late: true },
  "@alicloud/pop-core": { in: ["lib/catalog/rpc.ts", "bench/apart/stock-caller.ts"] },
  "@slack/web-api": {
    in: ["lib/slack/web-messenger.ts", "bench/stage/web-client.ts"],
    typesIn: ["lib/slack/bundled/late-web-api.ts"],
  },
  "@slack/bolt": {
    in: ["lib/slack/app.ts", "bench/apart/stock-bolt.ts"],
    typesIn: ["local/slack/app/payloads.ts"],
  },
  "@slack/types": {
    in: [
      "lib/slack",
      "lib/slack/messages",
      "lib/slack/blocks.ts",
      "lib/slack/limits.ts",
      "lib/slack/validate-*.ts",
      "local/slack/app/payloads.ts",
    ],
    typesOnly: true,
  },
  postgres: { in: ["lib/store/postgres-store.ts", "lib/store/postgres-pool.ts"], late: true },
  libsql: { in: ["lib/store/sqlite-store.ts", "lib/store/sqlite-layout.ts"], late: true },
  valibot: {
    in: [
      "lib/app/config/config-file.ts",
      "lib/app/config/config-routes.ts",
      "lib/app/config/config-schema.ts",
      "local/slack/page/doer.ts",
    ],
  },
  cockatiel: { in: ["lib/slack", "lib/store", "lib/fc", "lib/app/deliver/deliver.ts"] },
  yaml: { in: ["local/config-file.ts"] },
  esbuild: { in: ["local/bundle.ts", "local/bundling", "local/slack/page/bundle.ts"] },
  preact: { in: ["local/slack/page/client"] },
  "slack-to-html": { in: ["local/slack/page/client"] },
  ws: { in: ["local/slack/app/socket-link.ts"] },
  "@sinonjs/fake-timers": { in: ["bench/stage/fake-time.ts"] },
};

/** Files that are slow to load, for what they import: never loaded at the start. */
export const LATE: readonly string[] = ["lib/slack/app.ts"];

/** Folders that say nothing about what is in them. */
export const FORBIDDEN_FOLDERS: readonly string[] = [
  "common",
  "core",
  "helpers",
  "misc",
  "services",
  "shared",
  "utilities",
  "utils",
];

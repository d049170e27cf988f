/** What stands in a bundle where a module is asked for. */
export interface StandIn {
  /** As it is asked for: a package's name, or a path as its importer writes it. */
  readonly asked: string;
  /** Only by files of this package; absent: by anybody. */
  readonly by?: string;
  /** CommonJS; paths are from the root of the project. Asked for in here, the real thing comes. */
  readonly code: string;
}

/** Everything that is done with it throws an error with its name; a bundle that came to that would be a bug. */
const leftOut = (name: string): string => `
  const refuse = () => { throw new Error(${JSON.stringify(`${name} is left out of this bundle`)}); };
  module.exports = new Proxy(function () {}, {
    apply: refuse,
    construct: refuse,
    get: (target, key) => typeof key === "symbol" || key in target ? target[key]
      : key === "__esModule" ? false : module.exports,
  });`;

const without = (names: readonly string[], by?: string): StandIn[] =>
  names.map((asked) => ({ asked, code: leftOut(asked), ...(by === undefined ? {} : { by }) }));

const POP_CORE = "@alicloud/pop-core";

/** In the bundles of all functions. What is not used is left out, what is dear is there in a light form or later. */
export const STAND_INS: readonly StandIn[] = [
  // A log that nobody can switch on in a bundle.
  { asked: "debug", code: "module.exports = () => Object.assign(() => {}, { enabled: false });" },
  { asked: "kitx", by: POP_CORE, code: 'module.exports = require("./lib/catalog/bundled/signing.ts");' },
  { asked: "httpx", by: POP_CORE, code: 'module.exports = require("./lib/catalog/bundled/exchange.ts");' },
  {
    asked: "json-bigint",
    code:
      'const { quickJson } = require("./lib/catalog/bundled/quick-json.ts");' +
      'module.exports = quickJson(() => require("json-bigint"));',
  },
  {
    asked: "@slack/web-api",
    code:
      'const { lateWebApi } = require("./lib/slack/bundled/late-web-api.ts");' +
      'module.exports = lateWebApi(() => require("@slack/web-api"), require("@slack/logger"));',
  },
  {
    // Its index loads every receiver, and with them five sixths of it.
    asked: "@slack/bolt",
    code:
      'exports.App = require("@slack/bolt/dist/App").default;' +
      'exports.AwsLambdaReceiver = require("@slack/bolt/dist/receivers/AwsLambdaReceiver").default;' +
      'exports.SocketModeReceiver = require("@slack/socket-mode");',
  },
  ...without(["./receivers/HTTPReceiver", "./receivers/SocketModeReceiver"], "@slack/bolt"),
  ...without(["@slack/oauth", "@slack/socket-mode", "express", "path-to-regexp", "raw-body", "undici"]),
  // Of @alicloud/fc2 one call is used, which needs neither files in OSS nor a shell in an instance.
  ...without(["ali-oss", "axios", "ws", "./es5/client.js"], "@alicloud/fc2"),
];

/** Files of ours that are others in a bundle, by their paths from the root of the project. */
export const OWN_STAND_INS: Readonly<Record<string, string>> = {
  "lib/app/config/config-file.ts": "lib/app/bundled/config-file.ts",
  "lib/fc/log.ts": "lib/fc/bundled/log.ts",
};

import { describe, expect, it } from "vitest";
import type { StatePlace } from "../../lib/app/config/config.ts";
import { ownSecrets } from "../../lib/app/config/own-secrets.ts";

const SLACK = {
  token: "xoxb-1-canary-1",
  apiUrl: "https://slack.com/api/",
  signingSecrets: ["0123456789abcdef-new", "0123456789abcdef-old"],
  appToken: "xapp-1-canary-1",
};
const OF_SLACK = ["xoxb-1-canary-1", "0123456789abcdef-new", "0123456789abcdef-old", "xapp-1-canary-1"];

const of = (state: StatePlace, accessKeySecret = "an-access-key-secret"): string[] =>
  ownSecrets({
    slack: SLACK,
    catalog: {
      endpoint: "https://x",
      rosEndpoint: "https://y",
      stsEndpoint: "https://z",
      credentials: { accessKeyId: "LTAI5tCanary1", accessKeySecret, securityToken: "CAIS-canary-1" },
    },
    state,
  });

describe("the secrets of the bot itself", () => {
  it("are what it has for Slack, and its keys", () => {
    const all = [...OF_SLACK, "LTAI5tCanary1", "an-access-key-secret", "CAIS-canary-1"];
    expect(of({ kind: "memory" })).toEqual(all);
    expect(of({ kind: "sqlite", path: "/a/b" })).toEqual(all);
  });

  it("are the database's password, as it is written and as it is", () => {
    expect(of({ kind: "postgres", url: "postgres://bob:hunter%2Fhunter%40@db/app" }).slice(7)).toEqual([
      "hunter%2Fhunter%40",
      "hunter/hunter@",
    ]);
  });

  it("are none that could be a word of everyday", () => {
    expect(of({ kind: "postgres", url: "postgres://postgres:postgres@db/app" }, "short")).toEqual([
      ...OF_SLACK,
      "LTAI5tCanary1",
      "CAIS-canary-1",
    ]);
    expect(of({ kind: "postgres", url: "postgres://bob@db/app" })).toHaveLength(7);
  });

  it("are the token alone where every run brings its keys", () => {
    const config = {
      slack: { ...SLACK, signingSecrets: [], appToken: undefined },
      catalog: { endpoint: "", rosEndpoint: "", stsEndpoint: "", credentials: undefined },
    };
    expect(ownSecrets({ ...config, state: { kind: "memory" } })).toEqual(["xoxb-1-canary-1"]);
  });
});

import { describe, expect, it } from "vitest";
import type { StatePlace } from "../../lib/app/config.ts";
import { ownSecrets } from "../../lib/app/own-secrets.ts";

const of = (state: StatePlace, accessKeySecret = "an-access-key-secret"): string[] =>
  ownSecrets({
    slack: { token: "xoxb-1-canary-1", apiUrl: "https://slack.com/api/" },
    catalog: {
      endpoint: "https://x",
      credentials: { accessKeyId: "LTAI5tCanary1", accessKeySecret, securityToken: "CAIS-canary-1" },
    },
    state,
  });

describe("the secrets of the bot itself", () => {
  it("are its token and its keys", () => {
    const all = ["xoxb-1-canary-1", "LTAI5tCanary1", "an-access-key-secret", "CAIS-canary-1"];
    expect(of({ kind: "memory" })).toEqual(all);
    expect(of({ kind: "sqlite", path: "/a/b" })).toEqual(all);
  });

  it("are the database's password, as it is written and as it is", () => {
    expect(of({ kind: "postgres", url: "postgres://bob:hunter%2Fhunter%40@db/app" }).slice(4)).toEqual([
      "hunter%2Fhunter%40",
      "hunter/hunter@",
    ]);
  });

  it("are none that could be a word of everyday", () => {
    expect(of({ kind: "postgres", url: "postgres://postgres:postgres@db/app" }, "short")).toEqual([
      "xoxb-1-canary-1",
      "LTAI5tCanary1",
      "CAIS-canary-1",
    ]);
    expect(of({ kind: "postgres", url: "postgres://bob@db/app" })).toHaveLength(4);
  });

  it("are the token alone where every run brings its keys", () => {
    const config = {
      slack: { token: "xoxb-1-canary-1", apiUrl: "" },
      catalog: { endpoint: "", credentials: undefined },
    };
    expect(ownSecrets({ ...config, state: { kind: "memory" } })).toEqual(["xoxb-1-canary-1"]);
  });
});

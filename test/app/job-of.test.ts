import { describe, expect, it } from "vitest";
import { jobOf } from "../../lib/app/jobs/job-of.ts";

const BY = { team: "T0PLANBELL", user: "U01ALICE01" };

describe("a job that another process handed over", () => {
  it.each([["command"], ["decide"], ["form"], ["home"]])("is one of a %s", (kind) => {
    const given = { kind, by: BY, text: "x" };
    expect(jobOf(given)).toBe(given);
  });

  it.each([
    [{ kind: "from the future", by: BY }],
    [{ kind: "home" }],
    [{ kind: "home", by: null }],
    [{ kind: "home", by: { team: "T0PLANBELL" } }],
    [{ kind: "home", by: { ...BY, user: 7 } }],
    [{}],
  ])("is none that is known: %j", (given) => {
    expect(() => jobOf(given)).toThrow("deploy it together with the function that hands jobs over");
  });
});

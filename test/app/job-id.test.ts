import { describe, expect, it } from "vitest";
import { jobIdOf } from "../../lib/app/jobs/job-id.ts";

describe("the id of a job", () => {
  it("is made of what is unique to the act, and tells nothing of it", () => {
    expect(jobIdOf("1.2.abc")).toBe("slack_afe0382e8a32e30361454700f6cf783f");
    expect(jobIdOf("1.2.abd")).not.toBe(jobIdOf("1.2.abc"));
  });
});

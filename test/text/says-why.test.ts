import { describe, expect, it } from "vitest";
import { logsSayAnything, logsSayWhy, messageSaysWhy } from "../../lib/text/says-why.ts";

describe("a status message that says why", () => {
  it.each([
    [
      "has an error code",
      "Resource CREATE failed: ResponseException: resources.web: sold out Code: OperationDenied.NoStock",
    ],
    ["has it in JSON", '{"Code":"QuotaExceeded.Vpc","Message":"too many"}'],
    ["quotes an error", "Create stack failed: Error: no stock"],
    ["quotes an error on a line of its own", "Create stack failed.\nError: Invalid count argument"],
    ["quotes an error in Chinese", "创建资源栈失败：Error: 库存不足"],
    ["is the provider's own", "[ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_vpc.go:12: no quota"],
  ])("%s", (_, message) => expect(messageSaysWhy(message)).toBe(true));
});

describe("a status message that says that something failed, and no more", () => {
  it.each([
    ["nothing at all", undefined],
    ["an empty one", ""],
    ["blanks", " \n "],
    ["that the stack failed", "Create stack failed"],
    ["that Terraform failed", "Terraform command failed"],
    ["that Terraform failed, as an error", "Error: Terraform command failed"],
    ["how the program ended", "apply: Error: exit status 1"],
    ["how the program ended, with a number that is no code", "Terraform exited with code 1"],
    ["a sentence that nobody can tell from these", "no stock left"],
    ["the same in Chinese", "资源栈创建失败"],
  ])("%s", (_, message) => expect(messageSaysWhy(message)).toBe(false));
});

describe("a log", () => {
  const log = (content: string, command = "apply") => [{ command, stream: "stdout", content }];

  it.each([
    ["with an error", log("web: Creating...\n\nError: no stock\n"), true, true],
    ["with an error in its second stream", [...log("web: Creating...\n"), ...log("Error: no stock\n")], true, true],
    ["of progress alone", log("web: Still creating... [10s elapsed]\n"), false, true],
    ["of the version alone", log("Terraform v1.5.7\n", "version"), false, false],
    ["of blanks", log("\r\n  \n"), false, false],
    ["that is not there", [], false, false],
  ])("%s", (_, logs, why, anything) => {
    expect([logsSayWhy(logs), logsSayAnything(logs)]).toEqual([why, anything]);
  });
});

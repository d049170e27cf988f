import { describe, expect, it } from "vitest";
import { safeLogs } from "../../lib/text/log-streams.ts";
import { redactorOf } from "../../lib/text/redactor.ts";
import { unfoldJson } from "../../lib/text/terraform-json.ts";

const line = (level: string, message: string, more: object = {}): string =>
  JSON.stringify({ "@level": level, "@message": message, "@module": "terraform.ui", ...more });
const diagnostic = (said: object) => ({ type: "diagnostic", diagnostic: said });

describe("output in JSON", () => {
  it("reads as Terraform prints it to people", () => {
    const log = [
      "Running in the background",
      line("info", "Terraform 1.5.7"),
      line("warn", "Warning: Old", diagnostic({ severity: "warning", summary: "Old", detail: "Use another." })),
      line("error", "Error: No stock", {
        ...diagnostic({
          severity: "error",
          summary: "No stock",
          detail: "Try another zone.\nOr later.",
          address: "alicloud_instance.web",
          range: { filename: "main.tf", start: { line: 3 } },
          snippet: { context: 'resource "alicloud_instance" "web"' },
        }),
      }),
      "",
    ].join("\n");
    expect(unfoldJson(log)).toBe(`Running in the background
Terraform 1.5.7
╷
│ Warning: Old
│ 
│ Use another.
╵
╷
│ Error: No stock
│ 
│ Try another zone.
│ Or later.
│ 
│   with alicloud_instance.web,
│   on main.tf line 3, in resource "alicloud_instance" "web":
╵
`);
  });

  it("may say little", () => {
    expect(unfoldJson(line("error", "Error: lock", diagnostic({})))).toBe("╷\n│ Error: lock\n╵");
    expect(unfoldJson(line("error", "Error: lock", { diagnostic: null }))).toBe("╷\n│ Error: lock\n╵");
    expect(unfoldJson(line("error", "web: Creation errored after 1s"))).toBe("web: Creation errored after 1s");
  });

  it.each([
    ["text", 'Error: no stock\n"@level": high'],
    ["other JSON", '{"level":"error","message":"Error: x"}'],
    ["JSON without a message", '{"@level":"error"}'],
    ["a message that is no text", '{"@level":"error","@message":{"a":1}}'],
    ["a message that was cut", '{"@level":"error","@message":"Error: no st'],
    ["a list", '["@level"]'],
  ])("that is %s stays as it is", (_, log) => expect(unfoldJson(log)).toBe(log));

  it("is redacted as text, also by names of the configuration and over what were escapes", () => {
    const said = `licence_no = "canary1"\n-----BEGIN PRIVATE KEY-----\ncanary2\n-----END PRIVATE KEY-----\ndone`;
    const content = line("error", "Error: x", diagnostic({ severity: "error", summary: "x", detail: said }));
    const redactor = redactorOf({ keys: ["licen[cs]e_?no"], values: [] });
    const [log] = safeLogs([{ command: "apply", stream: "stdout", content }], redactor);
    expect(log?.content).not.toContain("canary");
    expect(log?.content).toContain("│ done");
  });
});

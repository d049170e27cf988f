import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, redactFully } from "../../lib/text/redact.ts";

const B64 = btoa("#!/bin/sh\nexport DB_PASSWORD=hunter2\n");

const HIDDEN: readonly (readonly [about: string, text: string, expected: string])[] = [
  ["a temporary key id", "TMP.3Kg4bQ8zXyZ1", "••••••"],
  ["a key id over two lines of a box", "│ key LTAI5tQwerty\n│ uiop1234 used", "│ key •••••• used"],
  [
    "a key id at a line's end, and not the sentence behind it",
    "│ key LTAI5tQwerty12\n│ is bad",
    "│ key ••••••\n│ is bad",
  ],
  ["the key of a DingTalk robot", `SEC${"0a1b2c3d".repeat(8)}`, "••••••"],
  [
    "a DingTalk robot",
    "https://oapi.dingtalk.com/robot/send?access_token=0a1b",
    "https://oapi.dingtalk.com/robot/send?access_token=••••••",
  ],
  ["a Feishu robot", "open.feishu.cn/open-apis/bot/v2/hook/1b-2c x", "open.feishu.cn/open-apis/bot/v2/hook/•••••• x"],
  [
    "a WeCom robot",
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1b-2c",
    "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=••••••",
  ],
  [
    "a Teams webhook",
    "https://a.webhook.office.com/webhookb2/1@2/Incoming/3",
    "https://a.webhook.office.com/webhookb2/••••••",
  ],
  ["a Discord webhook", "https://discord.com/api/webhooks/1/ab-c", "https://discord.com/api/webhooks/••••••"],
  ["a Telegram bot", "https://api.telegram.org/bot1:Ab-c/send", "https://api.telegram.org/bot••••••/send"],
  ["a Slack webhook with escaped slashes", "hooks.slack.com\\/services\\/T0\\/B0\\/ab", "hooks.slack.com\\/••••••"],
  ["a Slack webhook in a URL", "hooks.slack.com%2Fservices%2FT0%2FB0%2Fab&x", "hooks.slack.com%2F••••••&x"],
  ["a Slack cookie token", "xoxd-abc%2Bdef%2F123", "••••••"],
  ["a fine-grained GitHub token", "github_pat_11ABCDEFG0abcdefghij_KLMN", "••••••"],
  ["a GitLab runner's token", "glrt-abcdefghij0123456789", "••••••"],
  ["a Google key", "AIzaSyA1234567890abcdefghijklmnopqrstuv", "••••••"],
  ["a Stripe key", "sk_live_abcdef0123456789", "••••••"],
  ["a model's key", "sk-0a1b2c3d4e5f60718293a4b5", "••••••"],
  ["a Vault token", "hvs.CAESIJabcdefghij0123456789", "••••••"],
  ["a Terraform token", "abcdefgh012345.atlasv1.abcdefghijklmnopqrstuvwxyz", "abcdefgh012345.atlasv1.••••••"],
  ["an npm token", "npm_abcdefghijklmnopqrstuvwxyz0123456789", "••••••"],
  ["a web token that was cut", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx", "••••••"],
  ["a key whose beginning was cut", "log\nMIIEabcd\nabc=\n-----END PRIVATE KEY-----\nx", "log••••••\nx"],
  ["a key whose beginning was cut, in JSON", 'EabcdMII\\nabcd=\\n-----END PRIVATE KEY-----\\n"', '••••••\\n"'],
  ["two keys, one after the other", "-----END A-----\nx y\nabcd\n-----END A-----", "••••••\nx y••••••"],
  ["who logs in, with escaped slashes", "postgres:\\/\\/bob:hunter2@db\\/app", "postgres:\\/\\/••••••@db\\/app"],
  [
    "who logs in, in a URL of a URL",
    "?u=postgres%3A%2F%2Fbob%3Ahunter2%40db%2Fapp",
    "?u=postgres%3A%2F%2F••••••%40db%2Fapp",
  ],
  ["an Oracle address", "jdbc:oracle:thin:scott/tiger@db:1521:x", "jdbc:oracle:thin:scott/••••••@db:1521:x"],
  [
    "a presigned URL in a URL",
    "?to=https%3A%2F%2Fb%3FSignature%3Dabc%26a%3D1",
    "?to=https%3A%2F%2Fb%3FSignature%3D••••••%26a%3D1",
  ],
  ["a presigned URL of Google", "?X-Goog-Signature=abc&a=1", "?X-Goog-Signature=••••••&a=1"],
  ["a Basic login in a sentence", `with Basic ${btoa("bob:hunter2")} sent`, "with Basic •••••• sent"],
  ["a Bearer token on the next line of a box", "│ Authorization: Bearer\n│ abc123DEF", "│ Authorization: ••••••"],
  ["a flag whose value is on the next line of a box", "│ run --password\n│ hunter2 x", "│ run --password\n│ •••••• x"],
  ["KMS plaintext", '{"Plaintext":"aHVudGVyMg=="}', '{"Plaintext":"••••••"}'],
  ["a Redis login", "REDISCLI_AUTH=hunter2", "REDISCLI_AUTH=••••••"],
  ["a setting of Redis", "requirepass hunter2\nport 1", "requirepass ••••••\nport 1"],
  ["base64 of a script that sets one", `user_data = "${B64}"`, 'user_data = "••••••"'],
  ["SQL", "CREATE USER a IDENTIFIED BY 'hunter2';", "CREATE USER a IDENTIFIED BY '••••••';"],
  ["SQL of PostgreSQL", "ALTER ROLE a WITH PASSWORD 'hunter2'", "ALTER ROLE a WITH PASSWORD '••••••'"],
  [".netrc", "machine h login bob password hunter2", "machine h login bob password ••••••"],
  ["chpasswd", 'echo "root:hunter2" | chpasswd', 'echo "root:••••••" | chpasswd'],
  ["rabbitmqctl", "rabbitmqctl add_user bob hunter2", "rabbitmqctl add_user bob ••••••"],
  ["htpasswd", "htpasswd -bc f bob hunter2", "htpasswd -bc f bob ••••••"],
  ["sqlplus", "sqlplus scott/tiger@db", "sqlplus scott/••••••@db"],
  ["ldapsearch", "ldapsearch -D cn=a -w hunter2", "ldapsearch -D cn=a -w ••••••"],
  ["ossutil", "ossutil config -i id -k hunter2", "ossutil config -i id -k ••••••"],
  [
    "kubectl",
    "kubectl create secret generic s --from-literal=a=hunter2",
    "kubectl create secret generic s --from-literal=a=••••••",
  ],
  ["a login of Azure", "az login -u a -p hunter2", "az login -u a -p ••••••"],
  ["a YAML block on one line", "x private_key: | MII abc def", "x private_key: ••••••"],
];

describe("secrets known by their shape and place", () => {
  it.each(HIDDEN)("hides %s", (_, text, expected) => {
    expect(redact(text)).toBe(expected);
    expect(redact(expected)).toBe(expected);
  });
});

describe("a short text that looks harmless", () => {
  const pieces = fc.constantFrom(
    ...HIDDEN.flatMap(([, text]) => text.split(/[^\w .,/()-]+/)).filter((piece) => piece !== ""),
  );
  const text = fc
    .array(fc.oneof(pieces, fc.stringMatching(/^[\w .,/()-]{0,9}$/)), { maxLength: 4 })
    .map((all) => all.join(" "));

  it("is looked through no less than any other", () => {
    fc.assert(
      fc.property(text, (harmless) => {
        expect(redact(harmless)).toBe(redactFully(harmless));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("1 MB made to be slow", () => {
  it.each([
    "LTAI5t12\n│ 1",
    "-----END A-----",
    "abcd\n",
    "Basic abcdef ",
    "identified by ",
    "password '",
    "login a ",
    "root:a ",
    "%3A%2F%2Fa",
  ])("%j, repeated, is redacted", (piece) => {
    expect(redact(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThan(0);
  });
});

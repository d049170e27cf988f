import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redact, redactParameter } from "../../lib/text/redact.ts";

const HIDDEN: readonly (readonly [about: string, text: string, expected: string])[] = [
  ["an AccessKey id", "key LTAI5tQwertyuiop1234 used", "key •••••• used"],
  ["an AccessKey id after an underscore", "id_LTAI5tQwertyuiop1234", "id_••••••"],
  ["the key id of an assumed role", "STS.NUgYrLnoC37mZZCNnAbez", "••••••"],
  ["an AccessKey secret by name", "AccessKeySecret=abcdefghijKLMNOPQRST0123456789", "AccessKeySecret=••••••"],
  ["a Slack bot token", "xoxb-123456789012-abcDEF", "••••••"],
  ["a Slack app token", "using xapp-1-A0123-456-abc.", "using ••••••."],
  ["a rotated Slack token", "xoxe.xoxp-1-Mi0yLTEyMzQ", "••••••"],
  ["a Slack webhook", "https://hooks.slack.com/services/T01/B02/abcdef", "https://hooks.slack.com/••••••"],
  ["an AWS key id", "AKIAIOSFODNN7EXAMPLE", "••••••"],
  ["a GitHub token", "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "••••••"],
  [
    "a private key",
    "before\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----\nafter",
    "before\n••••••\nafter",
  ],
  [
    "a private key in one JSON line",
    '"-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\n"',
    '"••••••\\n"',
  ],
  ["a private key that was cut off", "-----BEGIN PRIVATE KEY-----\nMIIE", "••••••"],
  ["a web token", "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln-_x!", "jwt ••••••!"],
  ["who logs in by URL", "https://bob:hunter2@example.com/a", "https://••••••@example.com/a"],
  ["an at sign in a URL's password", "https://bob:hun@ter2@example.com", "https://••••••@example.com"],
  [
    "a token as URL user",
    "git clone https://abcdef0123@example.com/x.git",
    "git clone https://••••••@example.com/x.git",
  ],
  ["a slash in a connection string", "postgres://bob:hun/ter2@db:5432/app", "postgres://••••••@db:5432/app"],
  [
    "a presigned URL",
    "https://b.oss-cn-hangzhou.aliyuncs.com/o?Expires=1795449600&OSSAccessKeyId=TMP.abc&Signature=a%2Bb%3D&x=1",
    "https://b.oss-cn-hangzhou.aliyuncs.com/o?Expires=••••••&OSSAccessKeyId=••••••&Signature=••••••&x=1",
  ],
  [
    "a presigned URL of the newer kind",
    "https://b/o?x-oss-signature-version=OSS4&x-oss-signature=abc&security-token=CAIS",
    "https://b/o?x-oss-signature-version=••••••&x-oss-signature=••••••&security-token=••••••",
  ],
  [
    "a presigned URL inside JSON",
    "?Signature=abc\\u0026SecurityToken=CAIS",
    "?Signature=••••••\\u0026SecurityToken=••••••",
  ],
  ["HCL", '  password = "hunter2"', '  password = "••••••"'],
  ["HCL with an escaped quote", 'db_password = "hun\\"ter2" # x', 'db_password = "••••••" # x'],
  ["both sides of a change", '~ password = "old1" -> "new1"', '~ password = "••••••" -> "••••••"'],
  ["an old Terraform's change", 'password: "" => "hunter2"', 'password: "" => "••••••"'],
  ["JSON", '{"password":"hunter2","user":"bob"}', '{"password":"••••••","user":"bob"}'],
  ["JSON inside JSON", '{\\"password\\":\\"hunter2\\",\\"n\\":1}', '{\\"password\\":\\"••••••\\",\\"n\\":1}'],
  ["a list", 'secrets = [\n  "a",\n  "b",\n]\nname = "x"', 'secrets = ••••••\nname = "x"'],
  ["a here-document", "private_key = <<EOT\nline1\nline2\nEOT\nn = 1", "private_key = ••••••\nn = 1"],
  ["a YAML block", "password: |\n  hunter2\n  more\nname: x", "password: ••••••\nname: x"],
  ["an environment variable", "export DB_PASSWORD=hunter2 && run", "export DB_PASSWORD=•••••• && run"],
  ["a short name", "DB_PASS=hunter2", "DB_PASS=••••••"],
  ["a value with a comma and a quote in it", 'password=hun,ter"2', "password=••••••"],
  ["a value that begins like nothing", "password=null-and-void", "password=••••••"],
  ["YAML", "token: hunter2", "token: ••••••"],
  ["a flag", "mysql --password hunter2 -h db", "mysql --password •••••• -h db"],
  ["a connection string", "Server=db;Password=hun ter2;Uid=bob", "Server=db;Password=••••••;Uid=bob"],
  ["an account key", "AccountKey=abc==;EndpointSuffix=x", "AccountKey=••••••;EndpointSuffix=x"],
  ["an authorization header", "Authorization: acs abc:def=", "Authorization: ••••••"],
  ["an authorization header in JSON", '"authorization":"Basic abc="', '"authorization":"••••••"'],
  ["a bearer token in a sentence", "sent Bearer abc123DEF456 to x", "sent Bearer •••••• to x"],
  ["a cookie", "Set-Cookie: sid=abc; Path=/", "Set-Cookie: ••••••"],
  [
    "a parameter as the catalog writes it",
    '{"ParameterKey": "db_password", "ParameterValue": "hunter2"}',
    '{"ParameterKey": "db_password", "ParameterValue": "••••••"}',
  ],
];

const KEPT: readonly (readonly [about: string, text: string])[] = [
  ["what Terraform already hides", "+ password = (sensitive value)"],
  ["what is not known yet", "+ secret = (known after apply)"],
  ["an empty value", 'password = ""'],
  ["no value", '{"token":null,"a":1}'],
  ["a rule about a password", 'Error: "password": must be at least 8 characters'],
  ["a missing argument", 'The argument "secret_key" is required, but no definition was found.'],
  ["a name with key in it", 'key_pair_name = "web", kms_key_id = "abc"'],
  ["a resource's address", "alicloud_kms_secret.db: Creating..."],
  ["words with pass in them", "passed: 3, compass = north, bypass = true"],
  ["a provider's error about a token", "refreshing token: [ERROR] terraform-provider-alicloud"],
  ["an action of STS", "STS.AssumeRoleWithSAML is not allowed"],
  ["a URL with a port and an at sign in its path", "https://example.com:8443/pkg@1.2.3?a=b"],
  ["a URL's other parameters", "https://error-center.aliyun.com/search?Keyword=Forbidden.RAM&source=PopGw"],
  ["the word bearer", "bearer authentication failed"],
  ["a public parameter", '{"ParameterKey":"instance_type","ParameterValue":"ecs.s6"}'],
  ["ids of resources", "vpc-bp1kvl6pjf6wzwpifhcig plan-bp1jvmdk2k0001 7FBF738E-C773-42FA-B7CC-38E26D885255"],
];

describe("redaction of free text", () => {
  it.each(HIDDEN)("hides %s", (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each(KEPT)("keeps %s", (_, text) => {
    expect(redact(text)).toBe(text);
  });

  it("changes nothing the second time", () => {
    const piece = fc.oneof(
      fc.constantFrom(...HIDDEN.map(([, text]) => text)),
      fc.string(),
      fc.constantFrom('"', "\n", ": ", "= "),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const once = redact(pieces.join(" "));
        expect(redact(once)).toBe(once);
      }),
    );
  });

  it("hides a secret wherever it stands", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(redact(`${before} password="canary4711" ${after}`)).not.toContain("canary4711");
        expect(redact(`${before} LTAI5tCanary4711Canary ${after}`)).not.toContain("Canary");
      }),
    );
  });
});

describe("a line of a megabyte made to be slow", () => {
  it.each([
    "a",
    "password",
    'password="',
    'password=\\"',
    "password=<<A\n",
    "password \t",
    "secret={",
    "secret=[",
    "token: |\n  a\n",
    "•••••• -> ",
    "eyJ-",
    "eyJa.",
    "-----BEGIN A-----",
    "://",
    "://a:",
    "-",
    "--pass",
    "bearer aaaaaaa",
    "authorization ",
    '?signature="',
    '"aKey" : "',
    "LTAI",
    "STS.",
    "\\",
  ])(
    "of %j is redacted before the test's time is up",
    (piece) => {
      expect(redact(piece.repeat(Math.ceil(1_000_000 / piece.length)))).toBeTypeOf("string");
    },
    20_000,
  );
});

describe("a template parameter", () => {
  it.each(["db_password", "SecretArn", "api_token", "key_pair_name", "Credentials", "PASSPHRASE"])(
    "called %s is never shown",
    (key) => {
      expect(redactParameter(key, "hunter2")).toBe("••••••");
    },
  );

  it("is shown when its key is harmless", () => {
    expect(redactParameter("instance_type", "ecs.s6-c1m1.small")).toBe("ecs.s6-c1m1.small");
  });

  it("with a harmless key and a secret in its value shows all but the secret", () => {
    expect(redactParameter("user_data", "curl -u x https://bob:hunter2@example.com")).toBe(
      "curl -u x https://••••••@example.com",
    );
  });
});

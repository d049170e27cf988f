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
  ["a value that Terraform states", '│ var.db_password is "hun\\"ter2"', '│ var.db_password is "••••••"'],
  ["a stated value of a map", 'each.value["token"] is "hunter2"', 'each.value["token"] is "••••••"'],
  ["a stated value that was cut off", 'var.secrets[0] is "hunt', 'var.secrets[0] is "••••••"'],
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
  ["a security token", "got CAISabcdefghij0123456789+/== back", "got •••••• back"],
  [
    "a parameter whose value comes first",
    '{"ParameterValue":"hunter2","ParameterKey":"DbPassword"}',
    '{"ParameterValue":"••••••","ParameterKey":"DbPassword"}',
  ],
  [
    "a parameter with another field between name and value",
    '{"ParameterKey":"DbPassword","NoEcho":true,"ParameterValue":"hunter2"}',
    '{"ParameterKey":"DbPassword","NoEcho":true,"ParameterValue":"••••••"}',
  ],
  [
    "a parameter with another name before it",
    '{"Name":"web","ParameterKey":"DbPassword","ParameterValue":"hunter2"}',
    '{"Name":"web","ParameterKey":"DbPassword","ParameterValue":"••••••"}',
  ],
  [
    "a parameter behind another setting",
    'AccountKey=abc==;Suffix=x {"ParameterKey":"DbPassword","ParameterValue":"hunter2"}',
    'AccountKey=••••••;Suffix=x {"ParameterKey":"DbPassword","ParameterValue":"••••••"}',
  ],
  [
    "the one secret parameter of several",
    '[{"ParameterValue":"a","ParameterKey":"zone"},{"ParameterValue":"hunter2","ParameterKey":"DbPassword"}]',
    '[{"ParameterValue":"a","ParameterKey":"zone"},{"ParameterValue":"••••••","ParameterKey":"DbPassword"}]',
  ],
  [
    "a parameter inside JSON inside JSON",
    '{\\"ParameterValue\\":\\"hunter2\\",\\"ParameterKey\\":\\"DbPassword\\"}',
    '{\\"ParameterValue\\":\\"••••••\\",\\"ParameterKey\\":\\"DbPassword\\"}',
  ],
  [
    "a parameter of a query",
    "P.1.ParameterKey=zone&P.1.ParameterValue=a&P.2.ParameterKey=DbPwd&P.2.ParameterValue=hunter2&x=1",
    "P.1.ParameterKey=zone&P.1.ParameterValue=a&P.2.ParameterKey=DbPwd&P.2.ParameterValue=••••••&x=1",
  ],
  [
    "an environment variable in HCL",
    'env {\n  name  = "DB_PASSWORD"\n  value = "hunter2"\n}',
    'env {\n  name  = "DB_PASSWORD"\n  value = "••••••"\n}',
  ],
  [
    "a changed environment variable in HCL",
    '+ name  = "DB_PASSWORD"\n+ value = "old1" -> "new1"',
    '+ name  = "DB_PASSWORD"\n+ value = "••••••" -> "••••••"',
  ],
  [
    "an environment variable in YAML",
    "- name: ZONE\n  value: a\n- name: DB_PASSWORD\n  value: hunter 2\n- name: PORT\n  value: 1",
    "- name: ZONE\n  value: a\n- name: DB_PASSWORD\n  value: ••••••\n- name: PORT\n  value: 1",
  ],
  [
    "an environment variable in YAML, value first",
    "- value: hunter 2\n  name: DB_PASSWORD\n- name: PORT",
    "- value: ••••••\n  name: DB_PASSWORD\n- name: PORT",
  ],
  ["a map in a map", '{"password":{"a":{"b":1},"value":"hunter2"},"n":1}', '{"password":••••••,"n":1}'],
  ["a list with brackets in its texts", '{"tokens":["a]",["b}"],"c"],"n":1}', '{"tokens":••••••,"n":1}'],
  [
    "a map inside JSON inside JSON",
    '{\\"password\\":{\\"a\\":\\"}\\",\\"b\\":\\"hunter2\\"},\\"n\\":1}',
    '{\\"password\\":••••••,\\"n\\":1}',
  ],
  [
    "JSON inside JSON inside JSON",
    '{\\\\\\"password\\\\\\":\\\\\\"hun\\\\\\\\\\\\\\"ter2\\\\\\",\\\\\\"n\\\\\\":1}',
    '{\\\\\\"password\\\\\\":\\\\\\"••••••\\\\\\",\\\\\\"n\\\\\\":1}',
  ],
  ["JSON inside JSON that was cut off", '"{\\"password\\":\\"hunter2", "n"', '"{\\"password\\":\\"••••••\\"", "n"'],
  ["a quote that was not closed", 'password = "hunter2\nn = 1', 'password = "••••••"\nn = 1'],
  ["doubled quotes", "password = 'it''s hunter2' # x", "password = '••••••' # x"],
  ["a text in three quotes", 'password = """hun\nter2"""\nn = 1', 'password = "••••••"\nn = 1'],
  ["an indented value on the next line", "password:\n  hunter2\nname: x", "password:\n  ••••••\nname: x"],
  ["a quoted value on the next line", '"password":\n  "hunter2",\n"n": 1', '"password":\n  "••••••",\n"n": 1'],
  ["a value on the next line", "token=\nhunter2\nn=1", "token=\n••••••\nn=1"],
  ["a YAML map", "a:\n  secrets:\n    b: x\n\n    c:\n      - y\n  d: z", "a:\n  secrets:\n    ••••••\n  d: z"],
  ["a YAML list", "secrets:\n- a\n- b\nname: x", "secrets:\n••••••\nname: x"],
  [
    "a YAML block with an empty line, and not what follows",
    "db:\n  password: |\n    hunter2\n\n    more\n  host: h",
    "db:\n  password: ••••••\n  host: h",
  ],
  ["a value with blanks", "password = hunter 2\nn = 1", "password = ••••••\nn = 1"],
  ["a value with blanks in a settings file", "password=hunter 2", "password=••••••"],
  [
    "two values on one line",
    "token: a b private_key = <<EOT\nc\nEOT\nn = 1",
    "token: •••••• private_key = ••••••\nn = 1",
  ],
  ["the first of several words", "PASSWORD=hunter2 USER=bob run", "PASSWORD=•••••• USER=bob run"],
  ["an XML element", "<password>hunter2</password>", "<password>••••••</password>"],
  ["an XML element with attributes", '<a:token b="c">\nx\n</a:token>', '<a:token b="c">••••••</a:token>'],
  ["a data source name", "root:hunter2@tcp(db:3306)/app", "root:••••••@tcp(db:3306)/app"],
  ["a data source name in quotes", 'dsn="root:hun/t@r2@unix(/x)"', 'dsn="root:••••••@unix(/x)"'],
  ["a login of curl", "curl -u bob:hunter2 https://x.y", "curl -u bob:•••••• https://x.y"],
  ["a login of curl in quotes", 'curl --user "bob:hun ter2" x', 'curl --user "bob:••••••" x'],
  ["a login of curl in single quotes", "curl -ubob:a -u 'bob:hun ter2' x", "curl -ubob:•••••• -u 'bob:••••••' x"],
  ["a login of mysql", "mysqldump -u root -phunter2 app", "mysqldump -u root -p•••••• app"],
  ["a login of mysql in quotes", "mysql -p'hun ter2' app", "mysql -p•••••• app"],
  ["a login of sshpass", "sshpass -p hunter2 ssh a@b", "sshpass -p •••••• ssh a@b"],
  ["a login of docker", "docker login -u bob -p hunter2 r.io", "docker login -u bob -p •••••• r.io"],
  ["a login of redis", "redis-cli -h db -a hunter2", "redis-cli -h db -a ••••••"],
  ["a slash in a web address's password", "https://bob:hun/ter2@host/a", "https://••••••@host/a"],
  ["a name of two words", "the API key: hunter2", "the API key: ••••••"],
  ["a client's key", "client-key-data: hunter2", "client-key-data: ••••••"],
  ["a connection string by name", 'connection_string = "a b"', 'connection_string = "••••••"'],
  ["a registry's login", '{"auth": "Ym9iOmh1bnRlcjI"}', '{"auth": "••••••"}'],
  ["a Chinese name", "密码: hunter2", "密码: ••••••"],
  ["a Chinese colon", "数据库密码：hunter2", "数据库密码：••••••"],
  ["a wide equals sign", "password＝hunter2", "password＝••••••"],
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
  ["a rule about a password without quotes", "password must be at least 8 characters"],
  ["a rule on the next line", "Error: Invalid password:\nmust be at least 8 characters"],
  ["a sentence about a password", "InvalidPassword: The specified password is too short."],
  ["a sentence about a key", "Error: the key does not exist"],
  ["an error's code", "Error: [ERROR] x.go:1: InvalidAccessKeyId.NotFound: The key is not found"],
  ["what an old Terraform hides", "password: <sensitive> => <sensitive> (attribute changed)"],
  ["an old Terraform's change of something else", 'name: "" => "web"'],
  ["progress of a resource called secret", "alicloud_ram_access_key.secret: Still creating... [10s elapsed]"],
  ["progress of a resource by key", 'alicloud_db_account.a["password"]: Creation complete after 3s [id=x]'],
  ["where an error happened", 'on main.tf line 3, in resource "alicloud_kms_secret" "token":'],
  ["the next setting after an empty one", "TOKEN=\nREGION=cn"],
  ["a public environment variable", '  name  = "ZONE"\n  value = "a"'],
  ["a public parameter whose value comes first", '{"ParameterValue":"ecs.s6","ParameterKey":"instance_type"}'],
  ["published ports", "docker run -p 8080:80 mysql"],
  ["placeholders", "usage: login <user> <password> and nothing else"],
  ["addresses and names of resources", "10.0.0.0/8 acs:ram::123:role/x arn:aws:iam::1:user/a https://[::1]:8443/a@b"],
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

describe("a template parameter", () => {
  it.each([
    "db_password",
    "SecretArn",
    "api_token",
    "key_pair_name",
    "Credentials",
    "PASSPHRASE",
    "DbPwd",
    "BasicAuth",
    "PrivateValue",
    "ConnectionString",
    "pa\u200Bssword",
    "pass\u202Eword",
    "\u001B[0mpwd",
    "ｐａｓｓ",
    "数据库密码",
  ])("called %j is never shown", (key) => {
    expect(redactParameter(key, "hunter2")).toBe("••••••");
  });

  it("is shown when its key is harmless", () => {
    expect(redactParameter("instance_type", "ecs.s6-c1m1.small")).toBe("ecs.s6-c1m1.small");
  });

  it("with a harmless key and a secret in its value shows all but the secret", () => {
    expect(redactParameter("user_data", "curl -u x https://bob:hunter2@example.com")).toBe(
      "curl -u x https://••••••@example.com",
    );
  });
});

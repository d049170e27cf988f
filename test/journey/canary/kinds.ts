/** One kind of secret, as it would stand in a text. */
export interface Kind {
  readonly name: string;
  /** @param core letters and digits that are nowhere else; whatever of it is found again has leaked */
  text(core: string): string;
  /** What is looked for besides the core: other forms of the same secret. */
  also?(core: string): readonly string[];
}

/** The AccessKey secret that the bot signs with. */
export const OWN_SECRET = "kR7vQ2mZx9Lw4Tn8Bc5Hd3";

/** What the canary's bot is told to hide, by `redact` of its config file. */
export const RULES = { keys: ["licen[cs]e_?no"], values: ['Blue&Bird/"q7W2x9Zk4T" 31'] };
const [VALUE = ""] = RULES.values;
const VALUE_IN_BASE64 = Buffer.from(VALUE).toString("base64");

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const lines = (core: string): string => Array.from({ length: 4 }, (_, n) => `MII${n}${core}${core}`).join("\n");
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const scriptOf = (core: string): string => base64(`#!/bin/sh\nexport DB_PASSWORD=${core}\nstart\n`);
const loginOf = (core: string): string => base64(`bob:${core}`);
const kind = (name: string, text: Kind["text"], also?: Kind["also"]): Kind => ({ name, text, ...(also && { also }) });

export const KINDS: readonly Kind[] = [
  kind("an AccessKey id", (core) => `LTAI5t${core}`),
  kind("the key id of a role", (core) => `STS.${core}`),
  kind("a security token", (core) => `CAIS${core}+/${core}==`),
  kind("an AccessKey secret by its name", (core) => `AccessKeySecret=${core}`),
  kind("a Slack bot token", (core) => `xoxb-123456789012-${core}`),
  kind("a Slack app token", (core) => `xapp-1-A0123-456-${core}`),
  kind("a Slack token that rotates", (core) => `xoxe.xoxp-1-${core}`),
  kind("a Slack webhook", (core) => `https://hooks.slack.com/services/T01ABC/B02DEF/${core}`),
  kind("a DingTalk robot", (core) => `https://oapi.dingtalk.com/robot/send?access_token=${core}`),
  kind("a Feishu robot", (core) => `https://open.feishu.cn/open-apis/bot/v2/hook/${core}`),
  kind("a private key", (core) => `-----BEGIN RSA PRIVATE KEY-----\n${lines(core)}\n-----END RSA PRIVATE KEY-----`),
  kind("a private key without its end", (core) => `-----BEGIN PRIVATE KEY-----\n${lines(core)}`),
  kind("a private key without its beginning", (core) => `\n${lines(core)}\n-----END PRIVATE KEY-----`),
  kind("a private key in JSON", (core) =>
    inJson(`{"pem":"-----BEGIN PRIVATE KEY-----\n${lines(core)}\n-----END PRIVATE KEY-----\n"}`),
  ),
  kind("a web token", (core) => `eyJhbGciOiJIUzI1NiJ9.eyJzdWIi${core}.c2ln${core}`),
  kind(
    "a presigned URL",
    (core) =>
      `https://b.oss-cn-hangzhou.aliyuncs.com/o?Expires=1795449600&OSSAccessKeyId=TMP.${core}&Signature=${core}%2B`,
  ),
  kind(
    "a presigned URL of version 4",
    (core) =>
      `https://b.oss-cn-hangzhou.aliyuncs.com/o?x-oss-credential=LTAI${core}&x-oss-signature=${core}&x-oss-security-token=CAIS${core}`,
  ),
  kind(
    "a presigned URL of AWS",
    (core) =>
      `https://b.s3.amazonaws.com/o?X-Amz-Credential=AKIA${core}&X-Amz-Security-Token=${core}&X-Amz-Signature=${core}`,
  ),
  kind(
    "a presigned URL in another",
    (core) => `https://x.example/?to=https%3A%2F%2Fb%2Fo%3FSignature%3D${core}%26a%3D1`,
  ),
  kind("who logs in, in a URL", (core) => `https://bob:${core}@git.example.com/x.git`),
  kind("HCL", (core) => `db_password = "${core}"`),
  kind("JSON", (core) => `{"password":"${core}","user":"bob"}`),
  kind("JSON in JSON", (core) => `"${inJson(`{"password":"${core}","user":"bob"}`)}"`),
  kind("YAML", (core) => `token: ${core}`),
  kind("a YAML block", (core) => `private_key: |\n  ${core}\n  ${core}\nname: x`),
  kind("an environment variable", (core) => `export DB_PASSWORD=${core} && run`),
  kind("a flag", (core) => `deploy --password ${core} --verbose`),
  kind("a flag of mysql", (core) => `mysql -u root -p${core} app`),
  kind("a login of Docker", (core) => `docker login -u bob -p ${core} images.example.com`),
  kind("a PostgreSQL address", (core) => `postgres://bob:${core}@db:5432/app`),
  kind("a MySQL address", (core) => `mysql://bob:${core}@db:3306/app`),
  kind("a Redis address", (core) => `redis://:${core}@cache:6379/0`),
  kind("a MongoDB address", (core) => `mongodb+srv://bob:${core}@cluster0.example.net/app`),
  kind("a JDBC address", (core) => `jdbc:mysql://db:3306/app?user=bob&password=${core}`),
  kind("a JDBC address of Oracle", (core) => `jdbc:oracle:thin:bob/${core}@db:1521:app`),
  kind("a connection string", (core) => `Server=db;Uid=bob;Password=${core};Pooling=true`),
  kind(
    "a Basic header",
    (core) => `Authorization: Basic ${loginOf(core)}`,
    (core) => [loginOf(core)],
  ),
  kind("a Bearer header", (core) => `curl -H 'Authorization: Bearer ${core}'`),
  kind("a Bearer header over two lines of a box", (core) => `│ sent Authorization: Bearer\n│ ${core}`),
  kind("a key over two lines of a box", (core) => `│ key LTAI5t${core.slice(0, 20)}\n│ ${core.slice(20)} is bad`),
  kind(
    "base64 by its name",
    (core) => `client_secret = "${base64(core)}"`,
    (core) => [base64(core)],
  ),
  kind("a GitHub token", (core) => `ghp_${core}`),
  kind("a fine-grained GitHub token", (core) => `github_pat_11ABC_${core}`),
  kind("a GitLab token", (core) => `glpat-${core}`),
  kind(
    "KMS plaintext",
    (core) => `{"KeyId":"k-1","Plaintext":"${base64(core)}"}`,
    (core) => [base64(core)],
  ),
  kind(
    "user data",
    (core) => `user_data = "${scriptOf(core)}"`,
    (core) => [scriptOf(core)],
  ),
  kind("SQL", (core) => `CREATE USER bob IDENTIFIED BY '${core}'`),
  kind("XML", (core) => `<password>${core}</password>`),
  kind("Chinese", (core) => `数据库密码：${core}`),
  kind("a parameter", (core) => `{"ParameterValue":"${core}","ParameterKey":"DbPassword"}`),
  kind(
    "an AccessKey id between colours",
    (core) => `\u001b[1mLTAI5t\u001b[0m${core.slice(0, 9)}\u001b[31m${core.slice(9)}`,
  ),
  kind("a name that is configured", (core) => `licence_no = "${core}"`),
  kind(
    "a value that is configured",
    () => VALUE,
    () => [VALUE],
  ),
  kind(
    "such a value in a URL",
    () => `?q=${encodeURIComponent(VALUE)}`,
    () => [encodeURIComponent(VALUE)],
  ),
  kind(
    "such a value in JSON",
    () => `{"q":"${inJson(VALUE)}"}`,
    () => [inJson(VALUE)],
  ),
  kind(
    "such a value in base64",
    () => VALUE_IN_BASE64,
    () => [VALUE_IN_BASE64],
  ),
  kind(
    "such a value over two lines of a box",
    () => `│ ${VALUE.slice(0, 14)}\n│ ${VALUE.slice(14)}`,
    () => [VALUE],
  ),
  kind(
    "the bot's own secret",
    () => `signed with ${OWN_SECRET}`,
    () => [OWN_SECRET],
  ),
];

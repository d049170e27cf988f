import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HINT_CODES } from "../../lib/text/hints/codes.data.ts";
import { hintFor } from "../../lib/text/hints/hint.ts";
import { HINTS } from "../../lib/text/hints/words.ts";

/** Codes as services print them; what belongs to each was written by hand. */
const CODES = {
  "QuotaExceeded.Vpc": "quota",
  "QuotaExceed.ElasticQuota": "quota",
  QuotaExceeded: "quota",
  QuotaNotEnough: "quota",
  "ORDER.QUANTITY_INVALID": "quota",
  "LimitExceeded.Role": "quota",
  "OperationDenied.NoStock": "stock",
  "RecommendEmpty.DiskTypeNoStock": "stock",
  "OperationFailed.NormalInventoryNotEnough": "stock",
  "Forbidden.RAM": "permission",
  NoPermission: "permission",
  AccessDenied: "permission",
  "InvalidUser.PassRoleForbidden": "passRole",
  AssumeRoleFailure: "assumeRole",
  "InvalidAccountStatus.NotEnoughBalance": "balance",
  "InsufficientBalance.AgentCredit": "balance",
  "PAY.INSUFFICIENT_BALANCE": "balance",
  InDebt: "arrears",
  "InvalidInstance.UnPaidOrder": "arrears",
  InvalidPayMethod: "payment",
  DependencyViolation: "dependency",
  "DependencyViolation.VSwitch": "dependency",
  "DeleteConflict.Role.Policy": "inUse",
  "ResourceInUse.IP": "inUse",
  BucketNotEmpty: "notEmpty",
  "InvalidOperation.DeletionProtection": "protected",
  InvalidParameter: "parameter",
  "InvalidVpcName.Malformed": "parameter",
  "IllegalParam.TagKey": "parameter",
  MissingParameter: "missingParameter",
  "MissingParam.TagKey": "missingParameter",
  StackExists: "duplicate",
  "EntityAlreadyExists.Role": "duplicate",
  "KeyPair.AlreadyExist": "duplicate",
  "InvalidAccountName.Duplicate": "duplicate",
  BucketAlreadyExists: "bucketName",
  "Zone.NotOnSale": "zone",
  "InvalidVpcZone.NotSupported": "zone",
  "ResourceNotAvailable.Vpc": "zone",
  RegionUnauthorized: "region",
  "InvalidRegionId.NotFound": "region",
  "Throttling.User": "throttling",
  "Rejected.Throttling": "throttling",
  ServiceUnavailable: "unavailable",
  "InvalidCidrBlock.Overlapped": "cidrOverlap",
  "InvalidCidrBlock.Malformed": "cidrInvalid",
  "RouterEntryConflict.Duplicated": "routeConflict",
  "InvalidIp.IpAssigned": "addressTaken",
  "ResourceNotEnough.VSwitchIp": "addressesUsedUp",
  "OperationDenied.InconsistentNetwork": "otherNetwork",
  "InvalidSecurityGroupId.NotFound": "notFound",
  "Forbidden.InstanceNotFound": "notFound",
  "EntityNotExist.Role": "notFound",
  NoSuchBucket: "notFound",
  ErrorClusterNotFound: "notFound",
  "InvalidImageId.NotFound": "image",
  ImageNotSupportInstanceType: "imageUnfit",
  "InvalidInstanceType.ValueNotSupported": "spec",
  "InvalidDBInstanceClass.NotFound": "spec",
  "InvalidInstanceType.PhasedOut": "offline",
  "InvalidInstanceType.NotAuthorized": "whitelist",
  "InvalidInstanceType.ZoneNotSupported": "zone",
  "InvalidSystemDiskCategory.ValueNotSupported": "disk",
  "ServiceLinkedRole.NotExist": "serviceRole",
  "OperationDenyed.ServiceLinkedRoleNotExist": "serviceRole",
  "NoPermission.SLR": "serviceRoleForbidden",
  RealNameAuthenticationError: "realName",
  "Forbidden.RiskControl": "riskControl",
  UserNotInTheWhiteList: "whitelist",
  "InvalidParameter.Encrypted.KmsNotEnabled": "notOpened",
  SignatureDoesNotMatch: "credentials",
  "InvalidAccessKeyId.Inactive": "credentials",
  "InvalidSecurityToken.Expired": "tokenExpired",
  "InvalidPassword.Malformed": "password",
  IncorrectVSwitchStatus: "notReady",
  IncorretSnatEntryStatus: "notReady",
  "IncorrectStatus.cbnStatus": "notReady",
  "OperationDenied.DBInstanceStatus": "notReady",
  "TaskConflict.AssociateGlobalAccelerationInstance": "conflict",
  OperationConflict: "conflict",
  InstanceLockedForSecurity: "locked",
  WaitForTimeout: "timeout",
  "SDK.TimeoutError": "unreachable",
};

describe("an error code", () => {
  it.each(Object.entries(CODES))("%s has its hint", (code, hint) => {
    expect(hintFor({ code, lines: [] })).toBe(hint);
  });

  it("that says little has the hint of what was said", () => {
    const said = (code: string, line: string) => hintFor({ code, lines: ["Error: failed", line] });
    expect(said("OperationDenied", "The resource is out of usage.")).toBe("stock");
    expect(said("OperationDenied", "The disk is attached.")).toBeUndefined();
    expect(said("InvalidParameter", "Specified CIDR block is not valid in VPC.")).toBe("cidrInvalid");
    expect(said("InvalidAccessKeyId", "The service has not been opened.")).toBe("notOpened");
    expect(said("InvalidAccessKeyId", "The key is unknown.")).toBe("credentials");
  });

  it("that nobody knows has none, whatever was said", () => {
    const lines = ["Error: timeout while waiting for state to become 'Running'"];
    expect(hintFor({ code: "Strange.Thing", lines })).toBeUndefined();
    expect(hintFor({ code: "", lines: [] })).toBeUndefined();
    expect(hintFor({ lines: ["Error: something"] })).toBeUndefined();
  });

  it.each([
    ["unresolved", "dial tcp: lookup vpc.cn-nowhere.aliyuncs.com on 100.100.2.136:53: no such host"],
    ["unresolved", "dial tcp: lookup ecs.aliyuncs.com: Temporary failure: server misbehaving"],
    ["unreachable", 'Post "https://ecs-cn-hangzhou.aliyuncs.com/": dial tcp 100.100.1.1:443: i/o timeout'],
    ["unreachable", "dial tcp 100.100.1.1:443: connect: connection refused"],
    ["unreachable", "read tcp 10.0.0.2:41000->100.100.1.1:443: read: connection reset by peer"],
    ["unreachable", "net/http: TLS handshake timeout"],
    ["unreachable", "net/http: request canceled (Client.Timeout exceeded while awaiting headers)"],
    [undefined, "a connection between the two was refused by its owner"],
  ])("that is missing where the network failed has the hint %s for: %s", (hint, line) => {
    expect(hintFor({ lines: ["Error: failed", line] })).toBe(hint);
    expect(hintFor({ code: "Strange.Thing", lines: [line] })).toBeUndefined();
  });

  it("is matched whole", () => {
    for (const code of Object.keys(CODES)) expect(hintFor({ code: `x-${code}-x`, lines: [] })).toBeUndefined();
  });

  it("of any text gives a hint that there is, or none", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 100 }), fc.array(fc.string(), { maxLength: 5 }), (code, lines) => {
        expect([...Object.keys(HINTS), undefined]).toContain(hintFor({ code, lines }));
      }),
    );
  });
});

describe("the words of a hint", () => {
  const all = Object.entries(HINTS).flatMap(([key, words]) =>
    Object.entries(words).map(([locale, lines]) => ({ key, locale, lines: lines as readonly string[] })),
  );

  it.each(all)("$key are at most two lines of at most 120 characters in $locale", ({ lines }) => {
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(2);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(120);
  });

  it.each(all)("$key are whole sentences of the language in $locale", ({ locale, lines }) => {
    const sentence = locale === "zh" ? /^[A-Z\p{Script=Han}][\w \p{Script=Han}:.，、；]*。$/u : /^[A-Z][\w ,;:.'-]*\.$/;
    for (const line of lines) expect(line).toMatch(sentence);
  });

  it("are all somebody's", () => {
    expect(new Set(HINT_CODES.map((row) => row.hint))).toEqual(new Set(Object.keys(HINTS)));
  });
});

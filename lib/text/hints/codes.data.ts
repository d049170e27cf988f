import type { HintKey } from "./words.ts";

/** Where the codes were read. */
const SOURCES = {
  ecs: "https://alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-errorcodes",
  run: "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-runinstances",
  group: "https://www.alibabacloud.com/help/en/ecs/developer-reference/api-ecs-2014-05-26-deletesecuritygroup",
  vpc: "https://help.aliyun.com/en/vpc/developer-reference/api-vpc-2016-04-28-errorcodes",
  vswitch: "https://alibabacloud.com/help/doc-detail/35745.htm",
  eip: "https://www.alibabacloud.com/help/zh/ecs/developer-reference/api-ecs-2014-05-26-allocateeipaddress",
  slb: "https://api.alibabacloud.com/document/Slb/2014-05-15/DeleteLoadBalancer",
  nlb: "https://api.alibabacloud.com/document/Nlb/2022-04-30/CreateLoadBalancer",
  ebs: "https://api.alibabacloud.com/document/ebs/2021-07-30/errorCode",
  rds: "https://alibabacloud.com/help/en/rds/developer-reference/api-rds-2014-08-15-errorcodes",
  gpdb: "https://help.aliyun.com/zh/analyticdb-for-postgresql/developer-reference/api-gpdb-2016-05-03-errorcodes",
  oss: "https://www.alibabacloud.com/help/en/object-storage-service/latest/php-exception-handling",
  oss403: "https://www.alibabacloud.com/help/en/oss/how-to-troubleshoot-403-status-code-when-you-access-oss",
  ram: "https://www.alibabacloud.com/help/doc-detail/159989.htm",
  ros: "https://help.aliyun.com/document_detail/131033.htm",
  eci: "https://developer.aliyun.com/ask/275247",
  common: "https://help.aliyun.com/zh/polardb/client-error-codes",
  dns: "https://help.aliyun.com/en/dns/error-code",
  /** The page "Failure codes and solutions" of Container Service for Kubernetes. */
  ack: "https://www.alibabacloud.com/help/en/ack",
  ackRoles: "https://github.com/cloud-barista/cb-spider/issues/1407",
  rosCli: "https://github.com/aliyun/aliyun-cli/issues/557",
  /** Named in the Terraform provider's sources, or in what it printed. */
  provider: "https://github.com/aliyun/terraform-provider-alicloud",
} as const;

/** Which hint belongs to a code, and where the code is documented. */
export interface HintRow {
  /** Matches the whole code; absent where an error has none. */
  readonly code?: RegExp;
  /** What the lines must say besides, where the code alone does not tell. */
  readonly said?: RegExp;
  readonly hint: HintKey;
  readonly source: keyof typeof SOURCES;
}

/** The first row that matches counts: what is special stands before what is general. */
export const HINT_CODES: readonly HintRow[] = [
  // What an account may do.
  { code: /^(?:ServiceLinkedRole\.NotExist|EntityNotExist\.ServiceLinkedRole)$/, hint: "serviceRole", source: "rds" },
  { code: /^OperationDen(?:i|y)ed\.ServiceLinkedRoleNotExist$/, hint: "serviceRole", source: "nlb" },
  { code: /^ErrManagedAddonRoleNotAttach$/, hint: "serviceRole", source: "ackRoles" },
  { code: /^NoPermission\.SLR$/, hint: "serviceRoleForbidden", source: "ebs" },
  { code: /^InvalidUser\.PassRoleForbidden$/, hint: "passRole", source: "run" },
  { code: /^InvalidRamRole\.NotEcsRole$/, hint: "passRole", source: "run" },
  { code: /^AssumeRoleFailure$/, hint: "assumeRole", source: "ros" },
  { code: /^Forbidden\.RiskControl$/, hint: "riskControl", source: "common" },
  { code: /^SecurityRisk\.3DVerification$/, hint: "riskControl", source: "run" },
  { code: /^RealNameAuthenticationError$/, hint: "realName", source: "run" },
  { code: /^Forbidden\.UserVerification$/, hint: "realName", source: "dns" },
  { code: /^UserNotInTheWhiteList$/, hint: "whitelist", source: "run" },
  { code: /^InvalidInstanceType\.(?:ValueUnauthorized|NotAuthorized)$/, hint: "whitelist", source: "run" },
  { code: /^InvalidAccessKeyId/, said: /not (?:been )?opened|未开通/, hint: "notOpened", source: "provider" },
  { code: /^InvalidParameter\.Encrypted\.KmsNotEnabled$/, hint: "notOpened", source: "run" },
  { code: /^InvalidAccountStatus\.SnapshotServiceUnavailable$/, hint: "notOpened", source: "ecs" },
  { code: /^InvalidSecurityToken\.Expired$/, hint: "tokenExpired", source: "provider" },
  { code: /^InvalidAccessKeyId(?:\.(?:NotFound|Inactive))?$/, hint: "credentials", source: "common" },
  { code: /^Forbidden\.AccessKeyDisabled$/, hint: "credentials", source: "eci" },
  { code: /^(?:SignatureDoesNotMatch|IncompleteSignature)$/, hint: "credentials", source: "dns" },
  { code: /^InvalidSecurityToken/, hint: "credentials", source: "oss403" },
  { code: /^For(?:bidden|bbiden)\.SubUser$/, hint: "permission", source: "ecs" },
  { code: /^(?:Forbidden|Forbedden)\.(?:RAM|NotSupportRAM)$/, hint: "permission", source: "common" },
  { code: /^Forbidden\.NoPermission$/, hint: "permission", source: "nlb" },
  { code: /^(?:Forbidden|NoPermission|ActionUnauthorized)$/, hint: "permission", source: "common" },
  { code: /^AccessDenied$/, hint: "permission", source: "oss403" },

  // What it has paid for.
  { code: /^InvalidAccountStatus\.NotEnoughBalance$/, hint: "balance", source: "run" },
  { code: /^InsufficientBalance(?:\.\w+)?$/, hint: "balance", source: "common" },
  { code: /^(?:PAY\.INSUFFICIENT_BALANCE|ACCOUNT_BALANCE_EXCEEDED)$/, hint: "balance", source: "vpc" },
  { code: /^PAYFOR\.CREDIT_PAY_INSUFFICIENT_BALANCE$/, hint: "balance", source: "rds" },
  { code: /^(?:InDebt|InDebtOverdue)$/, hint: "arrears", source: "oss403" },
  { code: /^UserDisable$/, hint: "arrears", source: "provider" },
  { code: /^InvalidInstance\.UnPaidOrder$/, hint: "arrears", source: "run" },
  { code: /^OperationFailed\.UnpaidBill$/, hint: "arrears", source: "nlb" },
  { code: /^(?:InvalidPayMethod|PAY\.INVALID_CREDIT_CARD|PAY\.PAY_ORDER_FAILED)$/, hint: "payment", source: "vpc" },

  // How much there is.
  { code: /^QuotaExceed(?:ed)?(?:\.\w+)*$/, hint: "quota", source: "vswitch" },
  { code: /^QuotaNotEnough$/, hint: "quota", source: "gpdb" },
  { code: /^ORDER\.QUANTITY_INVALID$/, hint: "quota", source: "ack" },
  { code: /^InstanceDiskNumber\.LimitExceed$/, hint: "quota", source: "run" },
  { code: /^LimitExceeded\.\w+$/, hint: "quota", source: "ack" },
  { code: /^RequestLimitExceeded$/, hint: "quota", source: "ros" },
  { code: /^OperationDenied\.(?:NoStock|OutofUsage)$/, hint: "stock", source: "run" },
  { code: /^RecommendEmpty\.\w+NoStock$/, hint: "stock", source: "provider" },
  { code: /^OperationFailed\.NormalInventoryNotEnough$/, hint: "stock", source: "provider" },
  { code: /^ResourceNotEnough\.VSwitchIp$/, hint: "addressesUsedUp", source: "nlb" },
  { code: /^OperationDenied$/, said: /out of usage|sold out|no stock|售罄|库存/i, hint: "stock", source: "gpdb" },
  { code: /^(?:Throttling|Rejected\.Throttling|Throttling\.\w+)$/, hint: "throttling", source: "dns" },
  { code: /^(?:ServiceUnavailable|InternalError|SystemBusy|ServiceBusy)$/, hint: "unavailable", source: "dns" },

  // Where it is offered.
  { code: /^Zone\.NotOnSale$/, hint: "zone", source: "run" },
  { code: /^(?:InvalidVpcZone\.NotSupported|ResourceNotAvailable(?:\.\w+)?)$/, hint: "zone", source: "vswitch" },
  { code: /^InvalidInstanceType\.ZoneNotSupported$/, hint: "zone", source: "run" },
  { code: /^InvalidZoneId(?:\.\w+)?$/, hint: "zone", source: "vswitch" },
  { code: /^UnauthorizedZone$/, hint: "zone", source: "nlb" },
  { code: /^UnauthorizedRegion$/, hint: "region", source: "nlb" },
  { code: /^RegionUnauthorized$/, hint: "region", source: "run" },
  { code: /^InvalidRegion(?:Id)?\.(?:NotSupport|NotFound)$/, hint: "region", source: "eip" },
  { code: /^(?:InstanceType\.Offline|InvalidInstanceType\.PhasedOut)$/, hint: "offline", source: "run" },
  { code: /^InvalidInstanceType\.\w+$/, hint: "spec", source: "run" },
  { code: /^InvalidResourceType\.NotSupported$/, hint: "spec", source: "run" },
  { code: /^InvalidDBInstanceClass(?:\.\w+)?$/, hint: "spec", source: "rds" },
  { code: /^Invalid(?:System|Data)?Disk(?:Category|Size)\.\w+$/, hint: "disk", source: "run" },
  { code: /^InvalidImageId\.\w+$/, hint: "image", source: "ecs" },
  { code: /^InvalidMarketImage\.NotFound$/, hint: "image", source: "run" },
  { code: /^(?:ImageNotSupportInstanceType|OperationDenied\.ImageNotValid)$/, hint: "imageUnfit", source: "run" },
  { code: /^ImageNotSupportCloudInit$/, hint: "imageUnfit", source: "ack" },

  // Networks.
  { code: /^InvalidCidrBlock\.Overlapped$/, hint: "cidrOverlap", source: "vswitch" },
  { code: /^OperationDenied\.CidrConflictWithExistCidr$/, hint: "cidrOverlap", source: "vpc" },
  { code: /^Invalid(?:CidrBlock|CirdrBlock|CIDRBlock)\.\w+$/, hint: "cidrInvalid", source: "vswitch" },
  { code: /^InvalidParameter$/, said: /CIDR|网段/i, hint: "cidrInvalid", source: "vswitch" },
  {
    code: /^(?:RouterEntryConflict\.Duplicated|RouteConflict\.AlreadyExist)$/,
    hint: "routeConflict",
    source: "provider",
  },
  { code: /^InvalidIp\.(?:IpAssigned|IpRepeated)$/, hint: "addressTaken", source: "run" },
  { code: /^OperationDenied\.InconsistentNetwork$/, hint: "otherNetwork", source: "run" },

  // What is there already, what is not, and what stands in the way.
  { code: /^BucketAlreadyExists$/, hint: "bucketName", source: "oss" },
  { code: /^StackExists$/, hint: "duplicate", source: "rosCli" },
  { code: /^EntityAlreadyExists(?:\.\w+)*$/, hint: "duplicate", source: "provider" },
  { code: /^KeyPair\.AlreadyExist$/, hint: "duplicate", source: "ecs" },
  {
    code: /^\w*(?:Project|LogStore|Index|Listener|ClusterName)AlreadyExists?$/,
    hint: "duplicate",
    source: "provider",
  },
  { code: /^Invalid\w+\.(?:Duplicated?|AlreadyExists?)$/, hint: "duplicate", source: "provider" },
  { code: /^DependencyViolation(?:\.\w+)?$/, hint: "dependency", source: "group" },
  { code: /^DeleteConflict(?:\.\w+)*$/, hint: "inUse", source: "ram" },
  { code: /^Resource(?:InUse|AlreadyAssociated)\.\w+$/, hint: "inUse", source: "nlb" },
  { code: /^BucketNotEmpty$/, hint: "notEmpty", source: "oss" },
  { code: /^InvalidOperation\.DeletionProtection$/, hint: "protected", source: "group" },
  { code: /^OperationDenied\.DeleteProtectionIsOn$/, hint: "protected", source: "slb" },
  {
    code: /^(?:TaskConflict|OperationConflict|LastTokenProcessing|TOKEN_PROCESSING)(?:\.\w+)?$/,
    hint: "conflict",
    source: "eci",
  },
  {
    code: /^(?:Operation\.Blocking|ConcurrentUpdateBucketFailed)$/,
    hint: "conflict",
    source: "provider",
  },
  { code: /^Incorre(?:ct|t)\w*(?:Status|State)(?:\.\w+)*$/, hint: "notReady", source: "vswitch" },
  { code: /^OperationDenied\.DB(?:Instance|Cluster)?Status$/, hint: "notReady", source: "rds" },
  { code: /^InstanceLockedForSecurity$/, hint: "locked", source: "ecs" },
  {
    code: /^Invalid\w+\.(?:NotFound|NotExist)$/,
    hint: "notFound",
    source: "ecs",
  },
  {
    code: /^(?:Forbidden\.\w+NotFound|EntityNotExist\.\w+|ResourceNotFound(?:\.\w+)?|VpcNotFound)$/,
    hint: "notFound",
    source: "common",
  },
  { code: /^(?:NoSuch\w+|\w*(?:Project|LogStore)NotExist|\w*ClusterNotFound)$/, hint: "notFound", source: "provider" },

  // What was asked for.
  { code: /^InvalidPassword(?:\.\w+)?$/, hint: "password", source: "run" },
  { code: /^Missing\w*(?:\.\w+)?$/, hint: "missingParameter", source: "common" },
  {
    code: /^(?:InvalidParameter|IllegalParam|UnsupportedParameter|InvalidArgument)(?:\.\w+)*$/,
    hint: "parameter",
    source: "vpc",
  },
  { code: /^Invalid\w+\.Malformed$/, hint: "parameter", source: "vswitch" },

  // How long it took.
  { code: /^SDK\.(?:TimeoutError|ServerUnreachable|NetworkError)$/, hint: "unreachable", source: "provider" },
  { code: /^WaitForTimeout$/, hint: "timeout", source: "provider" },
  { said: /timeout while waiting for state to become/, hint: "timeout", source: "provider" },
  {
    said: /\bdial tcp: lookup \S+ .{0,80}(?:no such host|server misbehaving|i\/o timeout)/,
    hint: "unresolved",
    source: "provider",
  },
  {
    said: /\bdial tcp \S+ (?:connect: )?(?:i\/o timeout|connection (?:refused|timed out)|no route to host)|\bTLS handshake timeout\b|\bread: connection (?:reset by peer|timed out)|\bClient\.Timeout exceeded\b|\bcontext deadline exceeded \(Client/,
    hint: "unreachable",
    source: "provider",
  },
  { said: /^Error: Plugin did not respond$|^panic: runtime error/m, hint: "crash", source: "provider" },
];

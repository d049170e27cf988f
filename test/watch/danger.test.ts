import { describe, expect, it } from "vitest";
import { dangerLens, isDangerous } from "../../lib/watch/danger.ts";
import type { ChangeFact } from "../../lib/watch/plan-facts.ts";
import { aChangesFact, aPlanFacts, dangerousChanges } from "../build/facts.ts";

const builtIn = dangerLens([]);
const removed = (type: string) => builtIn({ type, action: "Remove" });

describe("a change of what holds something", () => {
  const look = (action: string, replacement?: string) =>
    builtIn({ type: "alicloud_db_instance", action, ...(replacement === undefined ? {} : { replacement }) });

  it.each([
    ["Remove", undefined],
    ["Modify", "True"],
    ["Modify", "Conditional"],
    // What Planbell does not know is not harmless.
    ["Modify", "Maybe"],
    ["Modify", "true"],
    ["Import", undefined],
    ["Destroy", undefined],
  ])("is dangerous: %s %s", (action, replacement) => expect(look(action, replacement)).toBe("database"));

  it.each([
    ["Add", undefined],
    ["None", undefined],
    ["Modify", "False"],
    ["Modify", undefined],
  ])("is harmless: %s %s", (action, replacement) => expect(look(action, replacement)).toBeUndefined());
});

describe("what is missed", () => {
  it.each([
    ["alicloud_db_instance", "database"],
    ["ALIYUN::RDS::DBInstance", "database"],
    ["alicloud_polardb_cluster", "database"],
    ["ALIYUN::POLARDB::DBCluster", "database"],
    ["alicloud_kvstore_instance", "cache"],
    ["ALIYUN::REDIS::Instance", "cache"],
    ["alicloud_mongodb_sharding_instance", "database"],
    ["ALIYUN::MONGODB::ShardingInstance", "database"],
    ["ALIYUN::Lindorm::MultiZoneInstance", "database"],
    ["alicloud_hbase_instance", "database"],
    ["ALIYUN::ADB::DBCluster", "database"],
    ["alicloud_ocean_base_instance", "database"],
    ["ALIYUN::ClickHouse::DBCluster", "database"],
    ["alicloud_elasticsearch_instance", "searchCluster"],
    ["alicloud_disk", "disk"],
    ["ALIYUN::ECS::Disk", "disk"],
    ["ALIYUN::NAS::FileSystem", "fileSystem"],
    ["alicloud_oss_bucket", "bucket"],
    ["ALIYUN::ECS::InstanceGroup", "ecsInstance"],
    ["alicloud_cs_managed_kubernetes", "kubernetesCluster"],
    ["ALIYUN::KMS::Key", "key"],
    ["alicloud_alikafka_instance", "messageBroker"],
    ["ALIYUN::ROCKETMQ5::Instance", "messageBroker"],
    ["alicloud_alidns_domain", "dnsZone"],
    ["ALIYUN::ECS::VPC", "vpc"],
    ["alicloud_vswitch", "vSwitch"],
    ["ALIYUN::VPC::EIP", "publicAddress"],
    ["alicloud_vpn_gateway", "vpnGateway"],
    ["ALIYUN::CEN::CenInstance", "cen"],
    ["alicloud_ecs_snapshot", "snapshot"],
    ["alicloud_db_backup_policy", "backupPolicy"],
    ["ALIYUN::SLS::Project", "logProject"],
    ["ALIYUN::OTS::InstanceV2", "tableStore"],
    ["aliyun::ecs::vpc", "vpc"],
  ])("when %s is removed: %s", (type, kind) => expect(removed(type)).toBe(kind));

  it.each([
    "alicloud_cms_alarm",
    "alicloud_rds_account",
    "alicloud_db_instances",
    "alicloud_vpc_flow_log",
    "ALIYUN::RDS::Account",
    "ALIYUN::ECS::VPC2",
    "constructor",
    "__proto__",
    "",
  ])("is nothing when %s is removed", (type) => expect(removed(type)).toBeUndefined());
});

describe("types that the operator lists", () => {
  it.each([
    ["alicloud_ram_user", "alicloud_ram_user", true],
    ["alicloud_ram_user", "alicloud_ram_users", false],
    ["alicloud_ram_*", "alicloud_ram_role", true],
    ["alicloud_ram_*", "alicloud_ram_", true],
    ["alicloud_ram_*", "alicloud_ra", false],
    ["ALIYUN::RAM::*", "aliyun::ram::User", true],
    ["ALIYUN::*::User", "ALIYUN::RAM::User", true],
    ["ALIYUN::*::User", "ALIYUN::RAM::User2", false],
    ["alicloud_fc*_func*", "alicloud_fcv3_function", true],
    ["alicloud_*c_*c", "alicloud_c", false],
    ["ab*ba", "aba", false],
    ["ab*ba", "abba", true],
    ["a*b*c*d", "axbxxcd", true],
    ["a*b*c*d", "axcxbd", false],
  ])("%s takes %s: %s", (pattern, type, taken) => {
    expect(dangerLens([pattern])({ type, action: "Remove" })).toBe(taken ? "listed" : undefined);
  });

  it("take no time to speak of, however many stars there are", () => {
    const lens = dangerLens([`a${"*a".repeat(60)}b`]);
    expect(lens({ type: "a".repeat(128), action: "Remove" })).toBeUndefined();
  });

  it("do not take away what Planbell knows, nor make a harmless change dangerous", () => {
    const lens = dangerLens(["alicloud_db_*", "alicloud_ram_*"]);
    expect(lens({ type: "alicloud_db_instance", action: "Remove" })).toBe("database");
    expect(lens({ type: "alicloud_ram_user", action: "Add" })).toBeUndefined();
  });
});

describe("a plan is dangerous", () => {
  const row: ChangeFact = { logicalId: "alarm", type: "alicloud_cms_alarm", action: "Remove" };
  const removes = aChangesFact({ counts: { Remove: 1 }, rows: [row] });
  const nothing = aChangesFact({ counts: {}, rows: [] });
  const { changes: _changes, ...unread } = aPlanFacts();

  it("when any of its changes is, also one that there was no room to name", () => {
    expect(isDangerous(aPlanFacts({ changes: dangerousChanges() }))).toBe(true);
    expect(isDangerous(aPlanFacts({ changes: aChangesFact({ rows: [], dangers: 1 }) }))).toBe(true);
    expect(isDangerous(aPlanFacts({ changes: removes }))).toBe(false);
  });

  it("when it terminates something and lists nothing that it removes, or nothing was read", () => {
    const operation = "TerminateProvisionedProduct";
    expect(isDangerous(aPlanFacts({ operation, changes: nothing }))).toBe(true);
    expect(isDangerous(aPlanFacts({ operation, changes: aChangesFact({ counts: { None: 1 }, rows: [] }) }))).toBe(true);
    expect(isDangerous({ ...unread, operation })).toBe(true);
    expect(isDangerous(aPlanFacts({ operation, changes: removes }))).toBe(false);
    expect(isDangerous(aPlanFacts({ operation: "LaunchProduct", changes: nothing }))).toBe(false);
    expect(isDangerous(unread)).toBe(false);
  });
});

import { type Loss, STATEFUL_KINDS, type StatefulKind } from "../../model/stateful.ts";
import type { ChangedThing } from "../catalogue.ts";

const NOUNS: Readonly<Record<StatefulKind, string>> = {
  database: "database",
  databaseReplica: "read-only database",
  cache: "cache",
  searchCluster: "search cluster",
  disk: "disk",
  fileSystem: "file system",
  bucket: "bucket",
  bucketObject: "object",
  ecsInstance: "ECS instance",
  kubernetesCluster: "Kubernetes cluster",
  nodePool: "node pool",
  dataCluster: "cluster",
  dataProject: "data project",
  table: "table",
  tableStore: "Tablestore instance",
  messageBroker: "message broker",
  topic: "topic",
  queue: "queue",
  logProject: "log project",
  logStore: "log store",
  imageRegistry: "image registry",
  imageNamespace: "image namespace",
  imageRepository: "image repository",
  kmsInstance: "KMS instance",
  key: "encryption key",
  secret: "secret",
  listed: "resource",
  snapshot: "snapshot",
  machineImage: "machine image",
  backup: "backup",
  backupPolicy: "backup policy",
  backupBinding: "use of a backup policy",
  backupVault: "backup vault",
  dnsZone: "DNS zone",
  vpc: "VPC",
  vSwitch: "vSwitch",
  publicAddress: "public IP address",
  bandwidthPackage: "bandwidth package",
  natGateway: "NAT gateway",
  vpnGateway: "VPN gateway",
  vpnConnection: "VPN connection",
  cen: "CEN instance",
  transitRouter: "transit router",
  networkAttachment: "network attachment",
  peerConnection: "peer connection",
  routerInterface: "router interface",
  borderRouter: "border router",
  leasedLine: "leased line",
  loadBalancer: "load balancer",
  accelerator: "accelerator",
};

/** What a replacement means, as far as that is true of every resource of its kind. */
const LOST: Readonly<Record<Loss, string>> = {
  data: "its data is lost unless it is saved elsewhere",
  key: "what depends on it may become unreadable",
  listed: "",
  backup: "backups may be missing afterwards",
  traffic: "traffic through it may stop",
};

/** `the database orders (alicloud_db_instance)`; without the noun where its kind is not known. */
export function thing({ kind, name, type }: ChangedThing): string {
  const noun = kind === undefined ? undefined : NOUNS[kind];
  return `${noun === undefined ? "" : `the ${noun} `}${name} (${type})`;
}

/** One dangerous change, as a sentence without its full stop. */
export function danger(of: ChangedThing): string {
  const lost = of.kind === undefined ? "" : LOST[STATEFUL_KINDS[of.kind]];
  const what = thing(of);
  switch (of.effect) {
    case "removes":
      return `Removes ${what}`;
    case "replaces":
      return `Replaces ${what}${lost && `: ${lost}`}`;
    case "may-replace":
      return `May replace ${what}${lost && `: then ${lost}`}`;
    default:
      return of.action === "Modify"
        ? `Modifies ${what}, replacement "${of.replacement ?? ""}": Planbell does not know whether it is replaced`
        : `Does "${of.action}" to ${what}: Planbell does not know what that means`;
  }
}

import { type Loss, STATEFUL_KINDS, type StatefulKind } from "../../model/stateful.ts";
import type { ChangedThing } from "../catalogue.ts";
import { said } from "./said.ts";

const NOUNS: Readonly<Record<StatefulKind, string>> = {
  database: "数据库",
  databaseReplica: "只读数据库",
  cache: "缓存实例",
  searchCluster: "检索集群",
  disk: "云盘",
  fileSystem: "文件系统",
  bucket: "存储空间",
  bucketObject: "存储空间中的文件",
  ecsInstance: "ECS 实例",
  kubernetesCluster: "Kubernetes 集群",
  nodePool: "节点池",
  dataCluster: "集群",
  dataProject: "数据项目",
  table: "数据表",
  tableStore: "表格存储实例",
  messageBroker: "消息队列实例",
  topic: "主题",
  queue: "队列",
  logProject: "日志项目",
  logStore: "日志库",
  imageRegistry: "容器镜像实例",
  imageNamespace: "镜像命名空间",
  imageRepository: "镜像仓库",
  kmsInstance: "KMS 实例",
  key: "密钥",
  secret: "凭据",
  listed: "资源",
  snapshot: "快照",
  machineImage: "自定义镜像",
  backup: "备份",
  backupPolicy: "备份策略",
  backupBinding: "备份策略的绑定",
  backupVault: "备份库",
  dnsZone: "DNS 域名",
  vpc: "专有网络",
  vSwitch: "交换机",
  publicAddress: "公网 IP 地址",
  bandwidthPackage: "带宽包",
  natGateway: "NAT 网关",
  vpnGateway: "VPN 网关",
  vpnConnection: "VPN 连接",
  cen: "云企业网实例",
  transitRouter: "转发路由器",
  networkAttachment: "网络实例连接",
  peerConnection: "对等连接",
  routerInterface: "路由器接口",
  borderRouter: "边界路由器",
  leasedLine: "物理专线",
  loadBalancer: "负载均衡实例",
  accelerator: "全球加速实例",
};

/** What a replacement means, as far as that is true of every resource of its kind. */
const LOST: Readonly<Record<Loss, string>> = {
  data: "未另行保存的数据将丢失",
  key: "依赖它的内容可能无法再读取",
  listed: "",
  backup: "之后可能缺少备份",
  traffic: "经过它的流量可能中断",
};

/** `数据库 orders（alicloud_db_instance）`; without the noun where its kind is not known. */
export function thing({ kind, name, type }: ChangedThing): string {
  return said`${kind === undefined ? "" : NOUNS[kind]}${name}（${type}）`;
}

/** One dangerous change, as a sentence without its full stop. */
export function danger(of: ChangedThing): string {
  const lost = of.kind === undefined ? "" : LOST[STATEFUL_KINDS[of.kind]];
  const what = thing(of);
  switch (of.effect) {
    case "removes":
      return said`删除${what}`;
    case "replaces":
      return said`替换${what}${lost && `：${lost}`}`;
    case "may-replace":
      return said`可能替换${what}${lost && `：若被替换，${lost}`}`;
    default:
      return of.action === "Modify"
        ? said`修改${what}，替换方式为“${of.replacement ?? ""}”：Planbell 无法判断是否会被替换`
        : said`对${what}执行“${of.action}”：Planbell 无法判断其后果`;
  }
}

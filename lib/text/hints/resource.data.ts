/** Hints about what the plan asked for and what stood in its way: what it means, then what helps. */
export const RESOURCE_HINTS = {
  stock: {
    en: ["What the plan asks for is sold out there.", "Choose another zone or specification, or try again later."],
    zh: ["所需资源在该可用区已售罄。", "请更换可用区或规格，或稍后重试。"],
  },
  throttling: {
    en: ["Too many calls came at once; nothing is wrong with the plan.", "Wait a minute, then run it again."],
    zh: ["短时间内调用过于频繁，计划本身没有问题。", "请稍等一分钟后重新执行。"],
  },
  unavailable: {
    en: [
      "The service failed for a moment.",
      "Run the plan again; if it fails again, open a ticket with the request id.",
    ],
    zh: ["云服务暂时不可用。", "请重新执行计划；若仍失败，请凭请求 ID 提交工单。"],
  },
  zone: {
    en: ["The zone does not offer this resource.", "Choose another zone in the product's parameters."],
    zh: ["该可用区不提供此资源。", "请在产品参数中选择其他可用区。"],
  },
  region: {
    en: ["The region is not open to this account, or does not offer the resource.", "Choose another region."],
    zh: ["账号不可使用该地域，或该地域不提供此资源。", "请选择其他地域。"],
  },
  offline: {
    en: ["The instance type is no longer sold.", "Choose one of a newer generation."],
    zh: ["该实例规格已下线，不再出售。", "请选择较新一代的规格。"],
  },
  spec: {
    en: [
      "The specification does not fit the zone, the network or the other settings.",
      "Choose another specification or zone.",
    ],
    zh: ["规格与可用区、网络或其他配置不匹配。", "请更换规格或可用区。"],
  },
  disk: {
    en: ["The disk's category or size does not fit the zone or the instance type.", "Choose another category or size."],
    zh: ["云盘类型或大小与可用区或实例规格不匹配。", "请更换云盘类型或大小。"],
  },
  image: {
    en: [
      "The image does not exist in this region, or is not shared with the account.",
      "Check the image's id; copy it to the region.",
    ],
    zh: ["该地域没有此镜像，或镜像未共享给该账号。", "请检查镜像 ID，或将镜像复制到该地域。"],
  },
  imageUnfit: {
    en: [
      "The image does not work with the instance type or the other settings.",
      "Choose another image or instance type.",
    ],
    zh: ["镜像与实例规格或其他配置不兼容。", "请更换镜像或实例规格。"],
  },
  cidrOverlap: {
    en: [
      "The address block overlaps one that is in use.",
      "Choose a block that no vSwitch or route of the network uses.",
    ],
    zh: ["网段与已使用的网段重叠。", "请选择未被该专有网络的交换机或路由占用的网段。"],
  },
  cidrInvalid: {
    en: [
      "The address block is not valid, or lies outside the network's.",
      "Check the CIDR blocks in the product's parameters.",
    ],
    zh: ["网段格式不正确，或不在专有网络的网段内。", "请检查产品参数中的网段。"],
  },
  routeConflict: {
    en: ["The route table has a route to the same destination.", "Remove that route, or leave this one out."],
    zh: ["路由表中已有相同目标网段的路由。", "请删除原有路由，或不再创建该路由。"],
  },
  addressTaken: {
    en: ["The private address is taken.", "Choose a free one, or let the service choose."],
    zh: ["该私网 IP 已被占用。", "请选择空闲的 IP，或由系统自动分配。"],
  },
  addressesUsedUp: {
    en: ["The vSwitch has no free address left.", "Choose another vSwitch, or release addresses in this one."],
    zh: ["交换机的可用 IP 已耗尽。", "请更换交换机，或释放其中的 IP。"],
  },
  otherNetwork: {
    en: ["Two of the resources lie in different networks.", "Choose a security group and a vSwitch of the same VPC."],
    zh: ["所选资源不在同一个专有网络中。", "请选择同一专有网络下的安全组和交换机。"],
  },
  duplicate: {
    en: ["Something of that name exists already.", "Choose another name, or remove or import what is there."],
    zh: ["同名资源已存在。", "请更换名称，或删除、导入已有的资源。"],
  },
  bucketName: {
    en: ["Bucket names are unique over all of Object Storage, and this one is taken.", "Choose another name."],
    zh: ["存储空间名称全局唯一，该名称已被占用。", "请更换名称。"],
  },
  dependency: {
    en: [
      "Something still depends on the resource.",
      "Release or detach it first; it may have been made outside this product.",
    ],
    zh: ["仍有其他资源依赖该资源。", "请先释放或解绑相关资源，它们可能不是由本产品创建的。"],
  },
  inUse: {
    en: ["The resource is still attached to something else.", "Detach it there first, then run the plan again."],
    zh: ["该资源仍被其他对象使用。", "请先解除关联，然后重新执行计划。"],
  },
  notEmpty: {
    en: ["The bucket still holds objects or unfinished uploads.", "Empty it first, then run the plan again."],
    zh: ["存储空间中仍有文件或未完成的上传任务。", "请先清空存储空间，然后重新执行计划。"],
  },
  protected: {
    en: [
      "The resource is protected from being deleted.",
      "If it may go, switch the protection off, then run the plan again.",
    ],
    zh: ["该资源开启了删除保护。", "确认可以删除后，请先关闭删除保护再重新执行计划。"],
  },
  conflict: {
    en: ["Another change of the same resource is running.", "Wait until it is done, then run the plan again."],
    zh: ["同一资源正在进行其他操作。", "请等待操作完成后重新执行计划。"],
  },
  notReady: {
    en: [
      "The resource, or one that it needs, is not in a state that allows this.",
      "Wait until it is ready, then run the plan again.",
    ],
    zh: ["该资源或其依赖的资源当前状态不支持此操作。", "请等待其就绪后重新执行计划。"],
  },
  locked: {
    en: ["The instance is locked for security reasons.", "See the notice in its console, or open a ticket."],
    zh: ["实例因安全原因被锁定。", "请查看控制台中的通知，或提交工单。"],
  },
  notFound: {
    en: [
      "The plan names something that does not exist in this region or account.",
      "Check the id; it may have been deleted since.",
    ],
    zh: ["计划引用的资源在该地域或账号下不存在。", "请检查资源 ID，资源可能已被删除。"],
  },
  password: {
    en: [
      "The password does not meet the service's rules.",
      "Choose one with the length and characters that it asks for.",
    ],
    zh: ["密码不符合服务的要求。", "请按要求的长度和字符类型设置密码。"],
  },
  missingParameter: {
    en: ["A value that the service needs was not given.", "Fill in the product's parameters, or correct the template."],
    zh: ["缺少云服务必需的参数。", "请补全产品参数，或修正模板。"],
  },
  parameter: {
    en: ["The service does not take one of the values.", "Check the product's parameters against the message above."],
    zh: ["某个参数的取值不被云服务接受。", "请对照上方的错误信息检查产品参数。"],
  },
  timeout: {
    en: [
      "The resource did not become ready in time; it may still be in the making.",
      "Look at it in the console, then run the plan again.",
    ],
    zh: ["资源未能在规定时间内就绪，可能仍在创建中。", "请在控制台确认其状态后重新执行计划。"],
  },
  unreachable: {
    en: [
      "A server that the run has to call did not answer; nothing need be wrong with the plan.",
      "Run it again; if it fails again, look for a firewall, proxy or whitelist in between.",
    ],
    zh: [
      "执行过程中需要调用的服务器没有响应，计划本身未必有问题。",
      "请重新执行；若仍失败，请检查防火墙、代理和白名单。",
    ],
  },
  unresolved: {
    en: [
      "The name of a server that the run has to call is not known.",
      "Check the region and endpoint in the template: not every region has every service.",
    ],
    zh: ["执行过程中需要调用的服务器域名无法解析。", "请检查模板中的地域和接入点，并非所有地域都提供该服务。"],
  },
  crash: {
    en: [
      "The Terraform provider crashed: a fault of its own.",
      "Run the plan again; if it crashes again, use another version of it.",
    ],
    zh: ["Terraform Provider 崩溃，属于其自身故障。", "请重新执行计划；若再次崩溃，请更换 Provider 版本。"],
  },
} as const;

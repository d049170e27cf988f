/** Hints about what the account may do, has paid for and has left: what it means, then what helps. */
export const ACCOUNT_HINTS = {
  permission: {
    en: [
      "The role or user that runs the plan lacks a permission.",
      "A RAM administrator can grant it to the launch role of the product; then run the plan again.",
    ],
    zh: ["执行计划的角色或用户缺少权限。", "请让 RAM 管理员为产品的启动角色授权，然后重新执行计划。"],
  },
  passRole: {
    en: [
      "The plan may not hand the named RAM role to the service.",
      "Allow ram:PassRole on that role, and let the role trust the service.",
    ],
    zh: ["该计划无权将指定的 RAM 角色交给云服务使用。", "请授予该角色的 ram:PassRole 权限，并让角色信任对应的云服务。"],
  },
  assumeRole: {
    en: [
      "The role that launches the product cannot be assumed.",
      "Check that it exists and trusts Resource Orchestration.",
    ],
    zh: ["无法扮演产品的启动角色。", "请检查该角色是否存在，以及是否信任资源编排服务。"],
  },
  serviceRole: {
    en: [
      "A role that the service needs to act for this account is missing.",
      "Create or authorize it once: open the service's console, or ask a RAM administrator.",
    ],
    zh: ["账号缺少该云服务所需的服务角色。", "请打开该服务的控制台完成一次授权，或请 RAM 管理员创建。"],
  },
  serviceRoleForbidden: {
    en: [
      "The plan may not create the service-linked role that the service needs.",
      "Allow ram:CreateServiceLinkedRole, or let an administrator create the role once.",
    ],
    zh: [
      "该计划无权创建云服务所需的服务关联角色。",
      "请授予 ram:CreateServiceLinkedRole 权限，或请管理员先创建该角色。",
    ],
  },
  credentials: {
    en: [
      "The credentials with which the plan runs are not accepted.",
      "Check the access key or role that the template's provider uses.",
    ],
    zh: ["执行计划所用的凭证无效。", "请检查模板中 Provider 使用的访问密钥或角色。"],
  },
  tokenExpired: {
    en: [
      "The run took longer than its credentials are valid.",
      "Run the plan again: what is done already stays. Longer sessions help when it happens often.",
    ],
    zh: ["执行时间超过了临时凭证的有效期。", "请重新执行计划，已完成的部分会保留；若经常发生，请延长会话时间。"],
  },
  realName: {
    en: [
      "The account has not passed real-name verification.",
      "The account's owner can complete it in Account Center.",
    ],
    zh: ["账号尚未完成实名认证。", "请账号所有者在账号中心完成实名认证后重试。"],
  },
  riskControl: {
    en: [
      "Alibaba Cloud's risk control stopped the order.",
      "Do what its mail to the account's owner asks for, or open a ticket.",
    ],
    zh: ["订单被阿里云风控系统拦截。", "请按发送给账号所有者的邮件完成验证，或提交工单。"],
  },
  whitelist: {
    en: [
      "This account may not use that feature or specification.",
      "Choose another one, or ask for access in a ticket.",
    ],
    zh: ["账号未获准使用该功能或规格。", "请改用其他规格，或提交工单申请开通。"],
  },
  notOpened: {
    en: ["The service is not activated for this account.", "Activate it once in its console, then run the plan again."],
    zh: ["账号尚未开通该服务。", "请在控制台开通该服务，然后重新执行计划。"],
  },
  balance: {
    en: ["The account's balance or credit does not cover the order.", "Top the account up, then run the plan again."],
    zh: ["账户余额或信用额度不足，无法支付该订单。", "请充值后重新执行计划。"],
  },
  arrears: {
    en: [
      "The account has unpaid bills, so the service is suspended.",
      "Pay them in Expenses and Costs, then run the plan again.",
    ],
    zh: ["账户存在欠费，服务已停用。", "请在费用与成本中结清欠费后重新执行计划。"],
  },
  payment: {
    en: ["The account's way of paying was refused.", "Its owner can check it in Expenses and Costs."],
    zh: ["账户的支付方式被拒绝。", "请账号所有者在费用与成本中检查支付方式。"],
  },
  quota: {
    en: [
      "A quota of the account is used up.",
      "Release what is no longer needed, or ask for more in Quota Center; then run the plan again.",
    ],
    zh: ["账号的配额已用完。", "请释放不再使用的资源，或在配额中心申请提高配额，然后重新执行计划。"],
  },
} as const;

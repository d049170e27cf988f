/** Logs as Terraform and the Alibaba Cloud provider print them, with the lines a reader needs written by hand. */
export const FAILED_RUNS: readonly {
  readonly about: string;
  readonly log: string;
  readonly lines: readonly string[];
  readonly code?: string;
  readonly requestId?: string;
}[] = [
  {
    about: "a framed and coloured provider error with code, request id and place",
    log: [
      "\u001B[0m\u001B[1malicloud_nat_gateway.main: Creating...\u001B[0m",
      "\u001B[31m╷\u001B[0m\u001B[0m",
      "\u001B[31m│\u001B[0m \u001B[0m\u001B[1m\u001B[31mError: \u001B[0m\u001B[0m\u001B[1m[ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_nat_gateway.go:241: Resource alicloud_nat_gateway CreateNatGateway Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:",
      "\u001B[31m│\u001B[0m \u001B[0mSDKError:",
      "\u001B[31m│\u001B[0m \u001B[0m   StatusCode: 400",
      "\u001B[31m│\u001B[0m \u001B[0m   Code: OperationFailed.NormalInventoryNotEnough",
      "\u001B[31m│\u001B[0m \u001B[0m   Message: code: 400, Standard gateways are sold out. request id: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
      '\u001B[31m│\u001B[0m \u001B[0m   Data: {"Code":"OperationFailed.NormalInventoryNotEnough","HostId":"vpc.aliyuncs.com","RequestId":"A1D6C6D2-9B65-4013-B802-B6D4649E71F3"}',
      "\u001B[31m│\u001B[0m \u001B[0m",
      "\u001B[31m│\u001B[0m \u001B[0m  with module.net.alicloud_nat_gateway.main,",
      '\u001B[31m│\u001B[0m \u001B[0m  on net/main.tf line 12, in resource "alicloud_nat_gateway" "main":',
      '\u001B[31m│\u001B[0m \u001B[0m  12: resource "alicloud_nat_gateway" "main" {',
      "\u001B[31m╵\u001B[0m\u001B[0m",
    ].join("\r\n"),
    lines: [
      "Error: Resource alicloud_nat_gateway CreateNatGateway Failed!!!",
      "Standard gateways are sold out",
      "with module.net.alicloud_nat_gateway.main",
      "on net/main.tf line 12",
    ],
    code: "OperationFailed.NormalInventoryNotEnough",
    requestId: "A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
  },
  {
    about: "an unframed error of the older SDK",
    log: `
Error: [ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_instance.go:428: Resource alicloud_instance RunInstances Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:
SDK.ServerError
ErrorCode: IncorrectVSwitchStatus
Recommend: https://error-center.aliyun.com/status/search?Keyword=IncorrectVSwitchStatus&source=PopGw
RequestId: EE42C3F4-F222-4E3C-A9DC-76F644031264
Message: The current status of vSwitch does not support this operation.

  on main.tf line 30, in resource "alicloud_instance" "web":
  30: resource "alicloud_instance" "web" {

`,
    lines: [
      "Error: Resource alicloud_instance RunInstances Failed!!!",
      "The current status of vSwitch does not support this operation.",
      "on main.tf line 30",
    ],
    code: "IncorrectVSwitchStatus",
    requestId: "EE42C3F4-F222-4E3C-A9DC-76F644031264",
  },
  {
    about: "an object storage error on one line",
    log: `Error: [ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_oss_bucket.go:567: Resource alicloud_oss_bucket CreateBucket Failed!!! [SDK aliyun-oss-go-sdk ERROR]:
oss: service returned error: StatusCode=403, ErrorCode=UserDisable, ErrorMessage="UserDisable", RequestId=69EB9C17A5F05D3437EFF9F2

  on main.tf line 1, in resource "alicloud_oss_bucket" "logs":
   1: resource "alicloud_oss_bucket" "logs" {
`,
    lines: [
      "Error: Resource alicloud_oss_bucket CreateBucket Failed!!!",
      'oss: service returned error: StatusCode=403, ErrorCode=UserDisable, ErrorMessage="UserDisable", RequestId=69EB9C17A5F05D3437EFF9F2',
      "on main.tf line 1",
    ],
    code: "UserDisable",
    requestId: "69EB9C17A5F05D3437EFF9F2",
  },
  {
    about: "a log service error that is JSON over several lines",
    log: `╷
│ Error: [ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_log_store_index.go:190: Resource alicloud_log_store_index CreateIndex Failed!!! [SDK aliyun-log-go-sdk ERROR]:
│ {
│     "httpCode": 501,
│     "errorCode": "NotImplemented",
│     "errorMessage": "not implemented for a metric store",
│     "requestID": "6560668F728D97DB99AA3746"
│ }
╵
`,
    lines: ["Error: Resource alicloud_log_store_index CreateIndex Failed!!!", "not implemented for a metric store"],
    code: "NotImplemented",
    requestId: "6560668F728D97DB99AA3746",
  },
  {
    about: "nested positions of the provider, which say nothing to the reader",
    log: `Error: [ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_instance.go:373:
[ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_instance.go:844:
The security group sg-1 is in VPC vpc-1, and \`vswitch_id\` is required.

  on main.tf line 6, in resource "alicloud_instance" "default":
   6: resource "alicloud_instance" "default" {
`,
    lines: ["Error: The security group sg-1 is in VPC vpc-1, and `vswitch_id` is required.", "on main.tf line 6"],
  },
  {
    about: "a Terraform 0.11 error list",
    log: `Error: Error applying plan:

1 error(s) occurred:

* alicloud_vswitch.a: Create subnet got a error :Aliyun API Error: RequestId: 89BA91FE-886A-49AD-B43F-2FA32604DA49 Status Code: 400 Code: IncorrectVSwitchStatus Message: Only one at a time.

Terraform does not automatically rollback in the face of errors.
Instead, your Terraform state file has been partially updated.
`,
    lines: [
      "Error: Error applying plan:",
      "* alicloud_vswitch.a: Create subnet got a error :Aliyun API Error: RequestId: 89BA91FE-886A-49AD-B43F-2FA32604DA49 Status Code: 400 Code: IncorrectVSwitchStatus Message: Only one at a time.",
    ],
    code: "IncorrectVSwitchStatus",
    requestId: "89BA91FE-886A-49AD-B43F-2FA32604DA49",
  },
  {
    about: "a mistake in the template, without quoting the template",
    log: `╷
│ Error: Unsupported argument
│ 
│   on main.tf line 4, in resource "alicloud_vpc" "main":
│    4:   cidr = "10.0.0.0/8"
│ 
│ An argument named "cidr" is not expected here. Did you mean "cidr_block"?
╵
`,
    lines: [
      "Error: Unsupported argument",
      "on main.tf line 4",
      'An argument named "cidr" is not expected here. Did you mean "cidr_block"?',
    ],
  },
  {
    about: "the first of several errors fully and the others by their headlines",
    log: `╷
│ Error: Zone sold out
│ 
│   with alicloud_instance.web[0],
│   on main.tf line 6, in resource "alicloud_instance" "web":
│    6: resource "alicloud_instance" "web" {
│ 
│ The instance type ecs.c5.large is sold out in cn-hangzhou-b.
╵
╷
│ Error: Zone sold out
│ 
│   with alicloud_instance.web[1],
╵
╷
│ Error: Quota exceeded
│ 
│   with alicloud_eip.web,
╵
╷
│ Error: Timed out
╵
`,
    lines: [
      "Error: Zone sold out",
      "with alicloud_instance.web[0]",
      "on main.tf line 6",
      "The instance type ecs.c5.large is sold out in cn-hangzhou-b.",
      "Error: Quota exceeded",
    ],
  },
  {
    about: "a warning's neighbour, not the warning",
    log: `╷
│ Warning: Argument is deprecated
│ 
│ Error-prone since 1.9: use vpc_name.
╵
╷
│ Error: Invalid count argument
╵
`,
    lines: ["Error: Invalid count argument"],
  },
  {
    about: "an error without its secrets",
    log: `╷
│ Error: creating account: InvalidAccountPassword, password = "hunter2", key LTAI5tQwertyuiop1234
│ 
│   with alicloud_db_account.app["admin"],
╵
`,
    lines: [
      'Error: creating account: InvalidAccountPassword, password = "••••••", key ••••••',
      'with alicloud_db_account.app["admin"]',
    ],
  },
  {
    about: "an unframed error up to the progress that follows it",
    log: `Error: Timeout while waiting for state
alicloud_vpc.main: Still creating... [10m0s elapsed]
Releasing state lock. This may take a few moments...
`,
    lines: ["Error: Timeout while waiting for state"],
  },
  {
    about: "an SDK error that nothing wraps",
    log: `2026/11/23 16:00:00 calling ros
SDKError:
   StatusCode: 403
   Code: NoPermission
   Message: code: 403, You are not authorized. request id: 5D2990D4-966D-58FB-A056-B0FC4A91F553
`,
    lines: ["You are not authorized"],
    code: "NoPermission",
    requestId: "5D2990D4-966D-58FB-A056-B0FC4A91F553",
  },
  {
    about: "a long wrapped explanation by its beginning, and where it happened",
    log: `╷
│ Error: Provider produced inconsistent final plan
│ 
│   with alicloud_vpc.main,
│   on main.tf line 1, in resource "alicloud_vpc" "main":
│    1: resource "alicloud_vpc" "main" {
│ 
│ When expanding the plan to include new values
│ learned so far during apply, the provider
│ produced an invalid new value for .tags.
│ 
│ This is a bug in the provider.
╵
`,
    lines: [
      "Error: Provider produced inconsistent final plan",
      "with alicloud_vpc.main",
      "on main.tf line 1",
      "When expanding the plan to include new values",
      "learned so far during apply, the provider",
    ],
  },
  {
    about: "a crash without frames, its panic apart from what Terraform says of it",
    log: `
Error: Plugin did not respond

  with alicloud_vpc.main,
  on main.tf line 1:

Stack trace from the terraform-provider-alicloud_v1.100.0 plugin:

panic: assignment to entry in nil map

goroutine 7 [running]:

Error: The terraform-provider-alicloud_v1.100.0 plugin crashed!
`,
    lines: [
      "Error: Plugin did not respond",
      "with alicloud_vpc.main",
      "on main.tf line 1",
      "panic: assignment to entry in nil map",
      "Error: The terraform-provider-alicloud_v1.100.0 plugin crashed!",
    ],
  },
  {
    about: "an error behind a window's title on the same line",
    log: "\u001B]0;terraform apply\u0007Error: no quota\nalicloud_vpc.main: Still creating...\n",
    lines: ["Error: no quota"],
  },
];

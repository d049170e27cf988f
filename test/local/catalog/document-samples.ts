/** The sample answer printed in the document of GetProvisionedProductPlan. */
export const planSample = {
  RequestId: "0FEEF92D-4052-5202-87D0-3D8EC16F81BF",
  PlanDetail: {
    PlanId: "plan-bp1jvmdk2k****",
    PlanName: "DEMO-ECS instance\n",
    PlanType: "Ros",
    PortfolioId: "port-bp1yt7582g****",
    ProductId: "prod-bp18r7q127****",
    ProductVersionId: "pv-bp15e79d26****",
    ProvisionedProductId: "pp-bp1ddg1n2a****",
    ProvisionedProductName: "DEMO-ECS instance\n",
    Parameters: [
      {
        ParameterKey: "instance_type",
        ParameterValue: "ecs.s6-c1m1.small",
      },
    ],
    StackId: "137e31df-3754-40b4-be2f-c793ad84****",
    StackRegionId: "cn-hangzhou",
    Status: "PreviewSuccess",
    StatusMessage:
      "Create stack failed: Resource CREATE failed: terraform stack sc-146611588617****-pp-bp1ddg1n2a**** failure...",
    CreateTime: "2022-05-23T09:46:27Z",
    UpdateTime: "2022-05-23T09:47:29Z",
    Tags: [
      {
        Key: "k1",
        Value: "v1",
      },
    ],
    OperationType: "LaunchProduct",
    Description: "Create an ECS instance.\n",
    AssignedApprovers: [
      {
        PrincipalType: "RamUser",
        PrincipalName: "approver",
      },
    ],
    OwnerPrincipalType: "RamUser",
    OwnerPrincipalId: "27740196382623****",
    ApprovalDetail: {
      OperationRecords: [
        {
          Operator: {
            PrincipalType: "RamUser",
            PrincipalId: "277401963826235***\n",
            PrincipalName: "approver",
          },
          Comment: "Agreed.\n",
          CreateTime: "2022-03-22T05:56:14Z",
          ApprovalAction: "Approve",
        },
      ],
      TodoTaskActivities: [
        {
          ActivityName: "ApproverNode-1",
          Tasks: [
            {
              Operator: {
                PrincipalType: "RamUser",
                PrincipalName: "approver",
              },
            },
          ],
        },
      ],
    },
    OwnerPrincipalName: "endUser",
    Uid: "146611588617****",
  },
  ProductDetail: {
    ProductArn: "acs:servicecatalog:cn-hangzhou:146611588617****:product/prod-bp18r7q127****",
    Description: "This is a product description.\n",
    CreateTime: "2022-04-12T06:10:37Z",
    ProductId: "prod-bp18r7q127****",
    ProductName: "DEMO-Create an ECS instance\n",
    ProviderName: "IT team\n",
    ProductType: "Ros",
  },
  ResourceChanges: [
    {
      LogicalResourceId: "instance",
      PhysicalResourceId: "i-bp13lmam3qd9q6il****",
      Replacement: "True",
      ResourceType: "alicloud_instance\n",
      Action: "Add",
    },
  ],
  ProductVersionDetail: {
    Active: true,
    Description: "The description of the product version.\n",
    CreateTime: "2022-04-12T06:10:37Z",
    Guidance: "Default",
    ProductVersionId: "pv-bp15e79d26****",
    ProductVersionName: "1.0.0",
    ProductId: "prod-bp18r7q127****",
    TemplateUrl:
      "oss://servicecatalog-cn-hangzhou/146611588617****/terraform/template/tpl-bp1217we23****/template.json",
    TemplateType: "RosTerraformTemplate",
  },
};

/** The sample answer printed in the document of GetTask. */
export const taskSample = {
  RequestId: "0FEEF92D-4052-5202-87D0-3D8EC16F81BF",
  TaskDetail: {
    TaskId: "task-bp1dmg242c****",
    TaskType: "LaunchProduct",
    PortfolioId: "port-bp1yt7582g****",
    ProductId: "prod-bp18r7q127****",
    ProductName: "DEMO-Create an ECS instance\n",
    ProductVersionId: "pv-bp15e79d26****",
    ProductVersionName: 1,
    ProvisionedProductId: "pp-bp1ddg1n2a****",
    ProvisionedProductName: "DEMO-ECS instance\n",
    Parameters: [
      {
        ParameterKey: "instance_type",
        ParameterValue: "ecs.s6-c1m1.small",
      },
    ],
    Outputs: [
      {
        OutputKey: "instance_id",
        OutputValue: "i-xxxxxx",
        Description: "The ECS instance ID.",
      },
    ],
    Log: {
      TerraformLogs: [
        {
          Command: "apply",
          Stream: "stdout",
          Content: "Apply complete! Resources: 42 added, 0 changed, 0 destroyed.",
        },
      ],
    },
    Status: "Succeeded",
    StatusMessage: "Resource CREATE failed: terraform stack sc-146611588617****-pp-bp1ddg1n2a**** failure...",
    CreateTime: "2022-05-23T09:46:27Z",
    UpdateTime: "2022-05-23T09:47:29Z",
    TaskTags: [
      {
        Key: "k1",
        Value: "v1",
      },
    ],
  },
};

import * as v from "valibot";
import { FUNCTIONS } from "../../local/bundle.ts";

/** @see fc3 component, `region` */
const REGIONS = [
  ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-5", "ap-southeast-7"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-south-1", "eu-central-1", "eu-west-1", "us-east-1", "us-west-1"],
  ...["me-central-1", "cn-hangzhou", "cn-shanghai", "cn-beijing", "cn-shenzhen", "cn-qingdao", "cn-zhangjiakou"],
  ...["cn-huhehaote", "cn-wulanchabu", "cn-chengdu", "cn-hongkong"],
] as const;

/** All variables of a function together: names, values, and what stands between them. @see FC, environment variables */
const MOST_ENVIRONMENT_BYTES = 4_096;
/** For every function name and trigger name alike, up to a length. */
const name = (most: number) => v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_-]*$/), v.maxLength(most));
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most, `at most ${most}`));

const ENVIRONMENT = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[A-Za-z]\w*$/), v.regex(/^(?!FC_)/, "FC_ is reserved")), v.string()),
  v.check(
    (given) =>
      Object.entries(given).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value) + 2, 0) <=
      MOST_ENVIRONMENT_BYTES,
    `more than ${MOST_ENVIRONMENT_BYTES} bytes of variables`,
  ),
);

/** From the least to the most of each of the six fields: second, minute, hour, day, month, weekday. */
const CRON_FIELDS = [
  { form: /^\d+$/, from: 0, to: 59 },
  { form: /^[\d,*/-]+$/, from: 0, to: 59 },
  { form: /^[\d,*/-]+$/, from: 0, to: 23 },
  { form: /^[\d,*/?-]+$/, from: 1, to: 31 },
  { form: /^(?:[\d,*/-]+|[A-Z]{3}(?:[,-][A-Z]{3})*)$/, from: 1, to: 12 },
  { form: /^(?:[\d,*/?-]+|[A-Z]{3}(?:[,-][A-Z]{3})*)$/, from: 1, to: 7 },
] as const;

/** `@every 5m`, or six fields; a minute at least, since less is documented nowhere. @see FC, time triggers */
function isCron(text: string): boolean {
  if (/^@every [1-9]\d{0,3}[mh]$/.test(text)) return true;
  const fields = text.replace(/^CRON_TZ=[A-Za-z]+\/[A-Za-z_]+ /, "").split(" ");
  return (
    fields.length === CRON_FIELDS.length &&
    CRON_FIELDS.every(({ form, from, to }, i) => {
      const field = fields[i] ?? "";
      const numbers = (field.match(/\d+/g) ?? []).map(Number);
      return form.test(field) && numbers.every((number) => number >= from && number <= to);
    })
  );
}

/** Not by a remainder, which fractions do not have exactly. */
const isInSteps = (cpu: number): boolean => Math.abs(cpu * 20 - Math.round(cpu * 20)) < 1e-9;

const HTTP_TRIGGER = v.strictObject({
  triggerName: name(128),
  triggerType: v.literal("http"),
  triggerConfig: v.strictObject({
    authType: v.picklist(["anonymous", "function", "jwt"]),
    methods: v.pipe(v.array(v.picklist(["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"])), v.minLength(1)),
    disableURLInternet: v.optional(v.boolean()),
  }),
});

const TIMER_TRIGGER = v.strictObject({
  triggerName: name(128),
  triggerType: v.literal("timer"),
  triggerConfig: v.strictObject({
    cronExpression: v.pipe(v.string(), v.check(isCron, "neither @every N m nor six fields")),
    enable: v.boolean(),
    payload: v.string(),
  }),
});

/** One function, of the props that we use: the component lets others pass, which is how typing errors get lost. */
const PROPS = v.pipe(
  v.strictObject({
    region: v.picklist(REGIONS),
    functionName: name(64),
    description: v.pipe(v.string(), v.maxLength(256)),
    runtime: v.literal("nodejs20"),
    handler: v.literal("index.handler"),
    code: v.string(),
    cpu: v.pipe(v.number(), v.minValue(0.05), v.maxValue(16), v.check(isInSteps, "in steps of 0.05")),
    memorySize: v.pipe(whole(128, 32_768), v.multipleOf(64, "in steps of 64")),
    diskSize: v.picklist([512, 10_240]),
    timeout: whole(1, 86_400),
    internetAccess: v.boolean(),
    role: v.pipe(v.string(), v.regex(/^acs:ram::\d+:role\/[a-z0-9.-]{1,64}$/, "no role in lower case")),
    logConfig: v.literal("auto"),
    vpcConfig: v.optional(
      v.strictObject({ vpcId: v.string(), vSwitchIds: v.array(v.string()), securityGroupId: v.string() }),
    ),
    concurrencyConfig: v.optional(v.strictObject({ reservedConcurrency: whole(0, 300) })),
    asyncInvokeConfig: v.optional(
      v.strictObject({
        asyncTask: v.optional(v.boolean()),
        maxAsyncRetryAttempts: whole(0, 8),
        maxAsyncEventAgeInSeconds: whole(1, 604_800),
      }),
    ),
    environmentVariables: ENVIRONMENT,
    triggers: v.pipe(
      v.array(v.variant("triggerType", [HTTP_TRIGGER, TIMER_TRIGGER])),
      v.check((all) => all.filter((one) => one.triggerType === "http").length <= 1, "more than one http trigger"),
    ),
  }),
  v.check(({ cpu, memorySize }) => {
    const gbForEachCpu = memorySize / 1024 / cpu;
    return gbForEachCpu >= 1 && gbForEachCpu <= 4;
  }, "memory (GB) to vCPU is not from 1:1 to 4:1"),
);

const RESOURCE = v.strictObject({
  component: v.literal("fc3"),
  extend: v.optional(v.strictObject({ name: v.string() })),
  props: PROPS,
});

/**
 * What `s preview` renders, checked more strictly than any of the vendor's tools does without an account.
 * @see fc3 component 0.1.22, its props; Function Compute 3.0, limits of usage
 */
export const DEPLOYMENT = v.pipe(
  v.strictObject({
    edition: v.literal("3.0.0"),
    name: v.string(),
    access: v.literal("default"),
    vars: v.record(v.string(), v.string()),
    actions: v.strictObject({ "pre-deploy": v.array(v.strictObject({ run: v.string(), path: v.literal("./") })) }),
    template: v.optional(v.record(v.string(), v.record(v.string(), v.unknown()))),
    resources: v.strictObject({ poll: RESOURCE, slack: RESOURCE, worker: RESOURCE }),
  }),
  v.check(
    ({ resources }) => FUNCTIONS.every((one) => resources[one].props.code === `./dist/${one}`),
    "a code folder that is not its function's",
  ),
  v.check(
    ({ resources }) => new Set(FUNCTIONS.map((one) => resources[one].props.functionName)).size === FUNCTIONS.length,
    "two functions of one name",
  ),
  v.check(({ resources: { slack, worker } }) => {
    return slack.props.environmentVariables["PLANBELL_WORKER"] === worker.props.functionName;
  }, "slack is not told the worker's name"),
);

export type Deployment = v.InferOutput<typeof DEPLOYMENT>;

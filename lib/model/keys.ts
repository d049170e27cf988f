import type { EpochMs } from "./brand.ts";

/** Keys that end by themselves. */
export interface TemporaryKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
  readonly expiresAt: EpochMs;
}

/** How a role is to be played. */
export interface RoleSession {
  /** `acs:ram::<account>:role/<name>` */
  readonly roleArn: string;
  /** What the cloud's audit shows beside the role: 2 to 64 letters, digits and `.@-_`. */
  readonly sessionName: string;
  /** A policy as JSON, at most 2048 characters: of the role's rights only those that it names, too. Absent: all of them. */
  readonly policy?: string;
  /** From 900 to what the role allows. */
  readonly seconds: number;
}

/** Who calls with a pair of keys, as the cloud knows them. */
export interface Caller {
  readonly accountId: string;
  /** `acs:ram::<account>:user/<name>`, `...:assumed-role/<role>/<session>`, or the account itself, `...:root`. */
  readonly arn: string;
}

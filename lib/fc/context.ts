/**
 * What a built-in Function Compute runtime passes beside the event. Read as it comes: off Function Compute, and in a
 * function without a role, much of it is missing.
 * @see Function Compute 3.0, context
 */
export interface FcContext {
  readonly requestId: string;
  readonly accountId?: string;
  /** Such as `ap-southeast-1`. */
  readonly region?: string;
  readonly function?: { readonly name?: string };
  /** The temporary keys of the function's role; absent or empty without a role. */
  readonly credentials?: {
    readonly accessKeyId?: string;
    readonly accessKeySecret?: string;
    readonly securityToken?: string;
  };
}

/** The temporary keys of a function's role. They change within the life of an instance. */
export interface RoleKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** The role's keys, when there are any. */
export function roleKeysOf({ credentials }: FcContext): RoleKeys | undefined {
  const { accessKeyId, accessKeySecret, securityToken } = credentials ?? {};
  if (!accessKeyId || !accessKeySecret) return undefined;
  return { accessKeyId, accessKeySecret, ...(securityToken ? { securityToken } : {}) };
}

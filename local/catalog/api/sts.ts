import type { CallParams } from "../call-params.ts";
import type { Identity } from "../door/identity.ts";
import type { Keyring } from "../door/keyring.ts";
import type { Ids } from "../ids.ts";
import { ACCOUNT } from "../ids.ts";
import type { Policy } from "../ram/policy.ts";
import { parsePolicy } from "../ram/policy.ts";
import type { Ram, Role } from "../ram/ram.ts";
import { Refusal } from "../refusal.ts";
import type { Body } from "../wire.ts";
import { stamp } from "../wire.ts";
import type { Service } from "./service.ts";

interface StsScene {
  readonly ram: Ram;
  readonly keyring: Keyring;
  readonly ids: Ids;
}

const ROLE_ARN = /^acs:ram::(\d+):role\/([\w.-]{1,64})$/;
const SESSION_NAME = /^[\w.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const SHORTEST_SECONDS = 900;
const LONGEST_POLICY = 2_048;

/** @see Security Token Service 2015-04-01, AssumeRole and GetCallerIdentity */
export function stsService(scene: StsScene): Service {
  return {
    code: "sts",
    operations: {
      AssumeRole: {
        run: (params, caller) => assumeRole(scene, params, caller),
        resource: (params) => params.required("RoleArn"),
      },
      GetCallerIdentity: { run: (_params, caller) => identityOf(scene.ids, caller) },
    },
  };
}

function assumeRole({ ram, keyring, ids }: StsScene, params: CallParams, caller: Identity): Body {
  const sessionName = params.required("RoleSessionName");
  if (!SESSION_NAME.test(sessionName)) throw malformed("RoleSessionName");
  const externalId = params.optional("ExternalId");
  if (externalId !== undefined && !EXTERNAL_ID.test(externalId)) throw malformed("ExternalId");
  const policy = policyOf(params);
  const role = roleOf(ram, params);
  const seconds = secondsOf(params, role);
  ram.requireTrust(role, caller, externalId);
  const principal = { kind: "RamRole", name: role.name };
  const key = keyring.issue(principal, { name: sessionName, policy }, seconds);
  return {
    AssumedRoleUser: {
      Arn: `acs:ram::${ACCOUNT}:role/${role.name}/${sessionName}`,
      AssumedRoleId: `${ids.ofPrincipal(principal)}:${sessionName}`,
    },
    Credentials: {
      AccessKeyId: key.id,
      AccessKeySecret: key.secret,
      SecurityToken: key.token,
      Expiration: stamp(key.expiresAt),
    },
  };
}

function roleOf(ram: Ram, params: CallParams): Role {
  const arn = params.required("RoleArn");
  const [, account, name] = ROLE_ARN.exec(arn) ?? [];
  if (account === undefined || name === undefined) throw malformed("RoleArn");
  const role = account === ACCOUNT ? ram.role(name) : undefined;
  if (role === undefined) throw new Refusal(404, "EntityNotExist.Role", `There is no role ${arn}.`);
  return role;
}

function secondsOf(params: CallParams, { maxSessionSeconds = 3_600 }: Role): number {
  const text = params.optional("DurationSeconds") ?? "3600";
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds >= SHORTEST_SECONDS && seconds <= maxSessionSeconds) return seconds;
  throw new Refusal(
    400,
    "InvalidParameter.DurationSeconds",
    `DurationSeconds must be from ${SHORTEST_SECONDS} to ${maxSessionSeconds} seconds.`,
  );
}

function policyOf(params: CallParams): Policy | undefined {
  const text = params.optional("Policy");
  if (text === undefined) return undefined;
  const policy = text.length > LONGEST_POLICY ? undefined : parsePolicy(text);
  if (policy !== undefined) return policy;
  throw new Refusal(400, "InvalidParameter.PolicyGrammar", "Policy is no policy that is understood.");
}

function identityOf(ids: Ids, { principal, session }: Identity): Body {
  const id = ids.ofPrincipal(principal);
  if (principal.kind !== "RamRole") {
    const Arn = `acs:ram::${ACCOUNT}:user/${principal.name}`;
    return { AccountId: ACCOUNT, Arn, IdentityType: "RAMUser", PrincipalId: id, UserId: id };
  }
  // A key that was there at the start may speak for a role too, as a function's does.
  const sessionName = session?.name ?? "emulated";
  return {
    AccountId: ACCOUNT,
    Arn: `acs:ram::${ACCOUNT}:assumed-role/${principal.name}/${sessionName}`,
    IdentityType: "AssumedRoleUser",
    PrincipalId: `${id}:${sessionName}`,
    RoleId: id,
  };
}

const malformed = (param: string): Refusal =>
  new Refusal(400, `InvalidParameter.${param}`, `${param} is not of its form.`);

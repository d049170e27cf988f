import type { Principal } from "../../../lib/model/plan.ts";
import type { Identity } from "../door/identity.ts";
import { isSame } from "../plan-state.ts";
import { noPermission } from "../refusal.ts";
import type { Policy } from "./policy.ts";
import { allowing, judge } from "./policy.ts";

/** A RAM role that can be assumed. */
export interface Role {
  readonly name: string;
  /** Default 3600, which is also what RAM gives a new role. */
  readonly maxSessionSeconds?: number;
  /** Who may assume it; default everybody of the account. */
  readonly trusts?: readonly Principal[];
  /** Who assumes it has to know this. */
  readonly externalId?: string;
}

/** Who may do what. May be changed while the service runs. */
export class Ram {
  readonly #roles = new Map<string, Role>();
  readonly #allowed = new Map<string, Policy>();

  constructor(roles: readonly Role[] = [], allow: Readonly<Record<string, readonly string[]>> = {}) {
    for (const role of roles) this.addRole(role);
    for (const [who, actions] of Object.entries(allow)) this.#allowed.set(who, allowing(actions));
  }

  addRole(role: Role): void {
    this.#roles.set(role.name, role);
  }

  role(name: string): Role | undefined {
    return this.#roles.get(name);
  }

  /** From now on the principal may call these, as in `servicecatalog:Get*`, and nothing else; until then everything. */
  allow(principal: Principal, actions: readonly string[]): void {
    this.#allowed.set(keyOf(principal), allowing(actions));
  }

  /** @throws {Refusal} 403 `NoPermission`, which says whether the principal's own right or its session's is missing */
  authorize({ principal, session }: Identity, action: string, resource: string): void {
    const layers = [
      { type: "AccountLevelIdentityBasedPolicy", policy: this.#allowed.get(keyOf(principal)) },
      { type: "SessionPolicy", policy: session?.policy },
    ];
    for (const { type, policy } of layers) {
      const verdict = policy === undefined ? "Allow" : judge(policy, action, resource);
      if (verdict === "Allow") continue;
      const why = `Missing: ${action} on ${resource}.`;
      throw noPermission({ action, by: principal, session: session?.name, why, verdict, policyType: type });
    }
  }

  /** @throws {Refusal} 403 `NoPermission` unless the role's trust policy names who calls */
  requireTrust(role: Role, { principal, session }: Identity, externalId: string | undefined): void {
    const trusted = role.trusts?.some((one) => isSame(one, principal)) ?? true;
    if (trusted && (role.externalId === undefined || role.externalId === externalId)) return;
    throw noPermission({
      action: "sts:AssumeRole",
      by: principal,
      session: session?.name,
      why: `The role ${role.name} does not trust the caller.`,
      policyType: "AssumeRolePolicy",
    });
  }
}

const keyOf = ({ kind, name }: Principal): string => `${kind}:${name}`;

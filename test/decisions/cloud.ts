import { apiError } from "../../lib/catalog/api-errors.ts";
import type { Rpc, RpcOptions } from "../../lib/catalog/rpc.ts";
import { flatParams } from "../../lib/catalog/rpc-params.ts";
import { type Ms, seconds } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { Clock } from "../../lib/ports.ts";
import { type Answer, refused, success } from "../../local/catalog/answer.ts";
import { catalogService } from "../../local/catalog/api/catalog.ts";
import { stsService } from "../../local/catalog/api/sts.ts";
import { CallParams } from "../../local/catalog/call-params.ts";
import type { Identity } from "../../local/catalog/door/identity.ts";
import { Keyring } from "../../local/catalog/door/keyring.ts";
import { type PlanState, pendingOf } from "../../local/catalog/plan-state.ts";
import { Ram } from "../../local/catalog/ram/ram.ts";
import { Refusal } from "../../local/catalog/refusal.ts";
import { Wire } from "../../local/catalog/wire.ts";
import { World } from "../../local/catalog/world.ts";
import { bodyOf } from "../oracle/wire-rpc.ts";
import { DB, NET } from "./people.data.ts";

export const WRITE = "ApproveProvisionedProductPlan";

/** How a call goes wrong: before it is done, or after; `late` is done only when the caller has given up. */
export type Trouble = "reset" | "lost" | "late" | "throttled" | "error500";

/** A call that decides, as it reached the catalog. Instants in milliseconds since 1970. */
export interface Write {
  /** The run of the bot that sent it. */
  readonly run: number;
  readonly plan: string;
  readonly action: string;
  readonly comment: string;
  readonly caller: Identity;
  /** When it was sent, when it arrived. */
  readonly sentAt: number;
  readonly at: number;
  /** What the plan was by then, and whom it waited for. */
  readonly shape: string;
  readonly pending: readonly string[];
  /** Of the look that the same run had taken last. */
  readonly looked: string | undefined;
  readonly accepted: boolean;
  /** Did the caller hear the answer, whatever it was? */
  heard: boolean;
}

const KEY = { id: "LTAI5tPlanbellDemo", secret: "secret", principal: { kind: "RamUser", name: "planbell" } };
export const CREDENTIALS = { accessKeyId: KEY.id, accessKeySecret: KEY.secret };
/** So long a caller waits for its answer. */
const PATIENCE: Ms = seconds(10);

/** All of a plan that whoever decides on it has to see, as the cloud knows it. */
const shapeOf = (plan: PlanState): string =>
  JSON.stringify([
    plan.spec.operation ?? "LaunchProduct",
    plan.productVersionName,
    plan.node,
    plan.records.length,
    plan.spec.parameters ?? [],
    plan.previewed ? (plan.spec.changes ?? []) : [],
    plan.status === "ApplicationInProgress",
  ]);

/** The emulated cloud in this process: keys, roles and rights are looked at as over HTTP, and every write is kept. */
export class Cloud {
  readonly world: World;
  readonly writes: Write[] = [];
  /** How the next calls of an action go wrong. */
  readonly troubles: { readonly action: string; readonly what: Trouble }[] = [];
  /** Spans of time in which every call fails. */
  readonly outages: { readonly from: number; readonly to: number }[] = [];
  readonly #clock: Clock;
  readonly #keyring: Keyring;
  readonly #ram = new Ram([{ name: NET.name }, { name: DB.name }]);
  readonly #services;
  /** What each run saw of each plan last. */
  readonly #looks = new Map<string, string>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.world = new World(clock);
    this.#keyring = new Keyring([KEY], clock, this.world.ids);
    const wire = new Wire(false, this.world.ids, true);
    this.#services = [
      catalogService({ world: this.world, wire, repeatedFilters: "or", shuffle: () => undefined }),
      stsService({ ram: this.#ram, keyring: this.#keyring, ids: this.world.ids }),
    ];
  }

  lookOf(run: number, plan: string): string | undefined {
    return this.#looks.get(`${run} ${plan}`);
  }

  /** What makes callers of one run. @param travel lets the time of one way pass */
  connect(run: number, travel: () => Promise<void>): (options: Pick<RpcOptions, "credentials">) => Rpc {
    return ({ credentials }) => ({
      call: async (action, params, expectKey) => {
        const keys = typeof credentials === "function" ? await credentials() : credentials;
        const sent = new Map(Object.entries(flatParams(params)));
        const sentAt = this.#clock.now();
        const looked = this.lookOf(run, sent.get("PlanId") ?? "");
        const trouble = this.#troubleOf(action);
        await travel();
        if (trouble === "late") void this.#later(() => this.#answer(action, sent, keys, { run, sentAt, looked }));
        if (trouble === "late" || trouble === "reset") return this.#silence(action);
        if (trouble === "throttled" || trouble === "error500") throw failed(action, trouble);
        const before = this.writes.length;
        const answer = this.#answer(action, sent, keys, { run, sentAt, looked });
        await travel();
        if (trouble === "lost") throw network(action);
        for (const write of this.writes.slice(before)) if (write.run === run) write.heard = true;
        return bodyOf(action, answer, expectKey);
      },
    });
  }

  #troubleOf(action: string): Trouble | undefined {
    const now = this.#clock.now();
    if (this.outages.some(({ from, to }) => from <= now && now <= to)) return "error500";
    const place = this.troubles.findIndex((one) => one.action === action);
    return place < 0 ? undefined : this.troubles.splice(place, 1)[0]?.what;
  }

  async #later(act: () => void): Promise<void> {
    await this.#clock.sleep(seconds(13));
    act();
  }

  async #silence(action: string): Promise<never> {
    await this.#clock.sleep(PATIENCE);
    throw network(action);
  }

  #answer(action: string, sent: ReadonlyMap<string, string>, keys: Keys, by: Sender): Answer {
    this.world.settle();
    const params = new CallParams(sent);
    try {
      const { identity } = this.#keyring.find(keys.accessKeyId, keys.securityToken);
      const service = this.#services.find(({ operations }) => Object.hasOwn(operations, action));
      const operation = service?.operations[action];
      if (service === undefined || operation === undefined) throw new Error(`no such action: ${action}`);
      const done = () => {
        if (operation.resource !== undefined) {
          this.#ram.authorize(identity, `${service.code}:${action}`, operation.resource(params));
        }
        return success("REQUEST", operation.run(params, identity));
      };
      const plan = sent.get("PlanId") ?? "";
      if (action === "GetProvisionedProductPlan") this.#look(by.run, plan);
      return action === WRITE ? this.#write(sent, identity, by, done) : done();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused("REQUEST", "catalog", error);
    }
  }

  #look(run: number, plan: string): void {
    this.#looks.set(`${run} ${plan}`, shapeOf(this.world.state(plan)));
  }

  #write(sent: ReadonlyMap<string, string>, caller: Identity, by: Sender, done: () => Answer): Answer {
    const id = sent.get("PlanId") ?? "";
    const plan = this.world.state(id);
    const kept = (accepted: boolean): void => {
      const { run, sentAt, looked } = by;
      const said = { action: sent.get("ApprovalAction") ?? "", comment: sent.get("Comment") ?? "" };
      const seen = { shape, pending, looked };
      const at = this.#clock.now();
      this.writes.push({ run, plan: id, ...said, caller, sentAt, at, ...seen, accepted, heard: false });
    };
    const shape = shapeOf(plan);
    const pending = pendingOf(plan).map(({ name }) => name);
    try {
      const answer = done();
      kept(true);
      return answer;
    } catch (error) {
      kept(false);
      throw error;
    }
  }
}

interface Keys {
  readonly accessKeyId: string;
  readonly securityToken?: string | undefined;
}

interface Sender {
  readonly run: number;
  readonly sentAt: number;
  readonly looked: string | undefined;
}

const network = (action: string): CatalogError =>
  new CatalogError(`${action}: the connection failed`, { code: "Network", retryable: true });

function failed(action: string, what: "throttled" | "error500"): CatalogError {
  const [code, status] = what === "throttled" ? ["Throttling.User", 400] : ["InternalError", 500];
  return apiError({ code: String(code), status: Number(status), retryAfter: undefined, requestId: "REQUEST" }, action);
}

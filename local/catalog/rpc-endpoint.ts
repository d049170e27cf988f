import type { Answer } from "./answer.ts";
import { success } from "./answer.ts";
import type { Operation, Service } from "./api/service.ts";
import { CallParams } from "./call-params.ts";
import { admitV3, isAcs3 } from "./door/acs3.ts";
import type { Freshness } from "./door/freshness.ts";
import type { Keyring } from "./door/keyring.ts";
import { admitV1 } from "./door/rpc-v1.ts";
import type { Received } from "./exchange.ts";
import { headerOf } from "./exchange.ts";
import type { Ram } from "./ram/ram.ts";
import { missing, Refusal } from "./refusal.ts";

interface RpcScene {
  /** By their `Version`. */
  readonly services: Readonly<Record<string, Service>>;
  readonly keyring: Keyring;
  readonly freshness: Freshness;
  readonly ram: Ram;
}

/** What a call wants: signature version 1.0 says so in parameters, version 3 in headers; either is heard. */
export function actionOf(received: Received): string | undefined {
  return wanted(received, "Action");
}

/** Answers a call in RPC style: which service, who calls, may they, what is it. @throws {Refusal} */
export function answerRpc(received: Received, requestId: string, scene: RpcScene): Answer {
  const action = actionOf(received);
  if (action === undefined) throw missing("Action");
  const version = wanted(received, "Version");
  if (version === undefined) throw missing("Version");
  const service = Object.hasOwn(scene.services, version) ? scene.services[version] : undefined;
  if (service === undefined)
    throw new Refusal(404, "InvalidVersion.NotFound", "Specified parameter Version is not valid.");
  const operation = operationNamed(service, action, received);
  const admit = isAcs3(received) ? admitV3 : admitV1;
  const caller = admit(received, scene.keyring, scene.freshness);
  const params = new CallParams(received.params);
  if (operation.resource !== undefined)
    scene.ram.authorize(caller, `${service.code}:${action}`, operation.resource(params));
  return success(requestId, operation.run(params, caller));
}

function wanted(received: Received, name: "Action" | "Version"): string | undefined {
  const header = headerOf(received, `x-acs-${name.toLowerCase()}`);
  const param = received.params.get(name) || undefined;
  return isAcs3(received) ? (header ?? param) : (param ?? header);
}

/** @throws {Refusal} 404 `InvalidApi.NotFound`, 405 `UnsupportedHTTPMethod` */
function operationNamed({ operations }: Service, name: string, { method, path }: Received): Operation {
  const operation = path === "/" && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined)
    throw new Refusal(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
  if (method === "GET" || (method === "POST" && operation.verb !== "GET")) return operation;
  throw new Refusal(405, "UnsupportedHTTPMethod", "This http method is not supported.");
}

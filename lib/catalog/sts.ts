import type { Identities } from "../ports.ts";
import { type Fields, fieldsOf, instantAt, naming, recordAt, textAt } from "./read.ts";
import type { Rpc, RpcBody } from "./rpc.ts";

/**
 * The Security Token Service through `rpc`, which must speak its API. All errors are {CatalogError}: failures of the
 * call as `Rpc.call` throws them, a body of the wrong shape as `BadResponse`, not retryable, naming the JSON path.
 * @see Security Token Service 2015-04-01, GetCallerIdentity and AssumeRole
 */
export function createIdentities(rpc: Rpc): Identities {
  return {
    async callerIdentity() {
      const body = await rpc.call("GetCallerIdentity", {}, "AccountId");
      return reading("GetCallerIdentity", body, (fields) => ({
        accountId: textAt(fields, "AccountId"),
        arn: textAt(fields, "Arn"),
      }));
    },
    async assumeRole({ roleArn, sessionName, policy, seconds }) {
      const session = { RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: seconds };
      const query = policy === undefined ? session : { ...session, Policy: policy };
      const body = await rpc.call("AssumeRole", query, "Credentials");
      return reading("AssumeRole", body, (fields) => {
        const keys = recordAt(fields, "Credentials");
        return {
          accessKeyId: textAt(keys, "AccessKeyId"),
          accessKeySecret: textAt(keys, "AccessKeySecret"),
          securityToken: textAt(keys, "SecurityToken"),
          expiresAt: instantAt(keys, "Expiration"),
        };
      });
    },
  };
}

const reading = <T>(action: string, body: RpcBody, read: (fields: Fields) => T): T =>
  naming(action, () => read(fieldsOf(body, "")));

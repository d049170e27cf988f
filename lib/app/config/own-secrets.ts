import type { Config } from "./config.ts";

/** Shorter ones are words of everyday, such as a password `postgres`: hiding them would spoil every text. */
const SHORTEST = 12;

/** The secrets that Planbell itself was given: nobody is ever shown them, wherever they come back from. */
export function ownSecrets({ slack, catalog, state }: Pick<Config, "slack" | "catalog" | "state">): string[] {
  const { accessKeyId, accessKeySecret, securityToken } = catalog.credentials ?? {};
  const password = state.kind === "postgres" ? passwordOf(state.url) : [];
  const { token, signingSecrets, appToken } = slack;
  const all = [token, ...signingSecrets, appToken, accessKeyId, accessKeySecret, securityToken, ...password];
  return all.filter((secret): secret is string => secret !== undefined && secret.length >= SHORTEST);
}

/** As it is written, and as it is. */
function passwordOf(address: string): string[] {
  const { password } = new URL(address);
  return [password, decodeURIComponent(password)];
}

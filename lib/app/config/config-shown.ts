/** What looks like a token, a key or a password, wherever somebody has put it by mistake. */
const SECRETLY = /xox[a-z][.-]|xapp-|LTAI|STS\.|[A-Za-z0-9+/]{24,}/;
const LONGEST = 60;

/** A setting as a fault may show it: short, quoted, and only its length when it may be a secret. */
export function shown(found: string): string {
  if (found.includes("://")) return shownAddress(found);
  if (SECRETLY.test(found)) return `${found.length} characters that are not shown`;
  return JSON.stringify(found.length > LONGEST ? `${found.slice(0, LONGEST)}...` : found);
}

/** An address without user, path and query, which may hold secrets; the length of what is no web address. */
export function shownAddress(found: string): string {
  const url = URL.canParse(found) ? new URL(found) : undefined;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  // An @ behind the host: perhaps a password with a slash, whose beginning was taken for the host.
  if (!isWeb || url.pathname.includes("@") || SECRETLY.test(url.host)) {
    return `${found.length} characters that are no web address`;
  }
  return JSON.stringify(`${url.protocol}//${url.host}`);
}

/** Public and private channels. */
const CHANNEL_ID = /^[CG][A-Z0-9]{6,}$/;
export const isChannelId = (text: string): boolean => CHANNEL_ID.test(text);

/** What is wrong with something that should be the id of a channel. */
export function channelFault(found: string): string {
  if (/^[UW][A-Z0-9]{6,20}$/.test(found)) {
    return `expected a channel id such as C0123ABCD, found the person ${found}: people stand in \`routes\` of the config file`;
  }
  if (/^D[A-Z0-9]{6,20}$/.test(found)) {
    return `expected a channel id such as C0123ABCD, found the direct messages ${found}: name the person, U...`;
  }
  return `expected a channel id such as C0123ABCD, found ${shown(found)}; it stands at the bottom of the channel's "About" in Slack`;
}

/**
 * May a log be sent to this address? Slack names it, and names files.slack.com: https, and a host of slack.com or of
 * slack-gov.com, its cloud for governments. Nothing else is believed, whatever the answer says: logs are not for
 * everybody, and a bot in a private network must not be led to a neighbour's door. A stand-in on this machine may name
 * this machine.
 * @param apiUrl where the Web API is; undefined for Slack's own
 */
export const isForFiles = (address: string, apiUrl: string | undefined): boolean =>
  isSlacks(address, apiUrl, /^(?:[a-z0-9-]+\.)*slack(?:-gov)?\.com$/);

/** The same of an address for answers, a `response_url`: hooks.slack.com, or hooks.slack-gov.com. */
export const isForAnswers = (address: string, apiUrl: string | undefined): boolean =>
  isSlacks(address, apiUrl, /^hooks\.slack(?:-gov)?\.com$/);

function isSlacks(address: string, apiUrl: string | undefined, host: RegExp): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (username !== "" || password !== "") return false;
  if (protocol === "https:" && port === "" && host.test(hostname)) return true;
  return apiUrl !== undefined && isLoopback(new URL(apiUrl).hostname) && isLoopback(hostname);
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

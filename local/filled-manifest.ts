/** The parts of `slack-manifest.json` that are filled in; the rest goes through as it is. */
export interface ManifestTemplate {
  readonly features: { readonly slash_commands: readonly { readonly command: string; readonly url?: string }[] };
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string };
    readonly interactivity: { readonly request_url?: string };
    readonly socket_mode_enabled: boolean;
  };
}

export interface ManifestChoice {
  /** Where Slack sends its requests; undefined = by Socket Mode, where it sends none. */
  readonly url: string | undefined;
  /** The slash command's name, `/planbell`. */
  readonly command: string;
}

/** The one path that Planbell answers Slack on. */
const PATH = "/slack/events";

/**
 * The manifest of one app. With Socket Mode there is no address in it, and it is valid all the same: so the app can be
 * made, and its secrets handed over, before there is anything that has an address.
 */
export function filledManifest<T extends ManifestTemplate>(template: T, { url, command }: ManifestChoice): T {
  const { features, settings } = template;
  return {
    ...template,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((one) => ({ ...at(one, "url", url), command })),
    },
    settings: {
      ...settings,
      event_subscriptions: at(settings.event_subscriptions, "request_url", url),
      interactivity: at(settings.interactivity, "request_url", url),
      socket_mode_enabled: url === undefined,
    },
  };
}

/**
 * Slack's request URL of an address that somebody pasted: with Planbell's path, which may stand there already.
 * Undefined when it is not one that Slack can reach: https, and nothing but a host and perhaps a port.
 */
export function requestUrl(given: string): string | undefined {
  if (!URL.canParse(given)) return undefined;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(given);
  const isBare = protocol === "https:" && username + password + search + hash === "";
  return isBare && (pathname === "/" || pathname === PATH) ? `${origin}${PATH}` : undefined;
}

/** The same with `key` set where it stood, or without it. */
function at<T extends object>(part: T, key: string, value: string | undefined): T {
  const entries = Object.entries(part);
  return Object.fromEntries(
    value === undefined
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, old]) => [name, name === key ? value : old]),
  ) as T;
}

import type { AppsManifestValidateArguments } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { filledManifest, requestUrl } from "../../local/filled-manifest.ts";
import { MANIFEST } from "./manifest-schema.ts";
import { faultsOf } from "./schema-faults.ts";
import { textOf } from "./sources.ts";

type Manifest = Extract<AppsManifestValidateArguments["manifest"], object>;

const template = JSON.parse(textOf("slack-manifest.json"));
const URL_OF_TEMPLATE = "https://planbell.invalid/slack/events";

/** Typed by Slack's own library, which knows the names of scopes and events. */
const FEATURES_AND_RIGHTS: Pick<Manifest, "oauth_config" | "settings"> = {
  oauth_config: {
    scopes: {
      bot: [
        ...(["chat:write", "commands", "users:read", "channels:history", "channels:read", "files:write"] as const),
        ...(["groups:history", "groups:read", "im:write", "usergroups:read"] as const),
      ],
      bot_optional: [
        ...(["channels:history", "channels:read", "files:write", "groups:history", "groups:read"] as const),
        ...(["im:write", "usergroups:read"] as const),
      ],
    },
  },
  settings: {
    event_subscriptions: { request_url: URL_OF_TEMPLATE, bot_events: ["app_home_opened"] },
    interactivity: { is_enabled: true, request_url: URL_OF_TEMPLATE },
    org_deploy_enabled: false,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
};

describe("the Slack app's manifest", () => {
  it("is one that Slack takes", () => expect(faultsOf(MANIFEST, template)).toEqual([]));

  it("asks for these scopes and events, and for no others", () => {
    const { oauth_config, settings } = template;
    expect({ oauth_config, settings }).toEqual(FEATURES_AND_RIGHTS);
  });

  it("cannot be installed without three scopes, and can without the others", () => {
    const { bot, bot_optional } = template.oauth_config.scopes;
    expect(bot.filter((scope: string) => !bot_optional.includes(scope))).toEqual([
      "chat:write",
      "commands",
      "users:read",
    ]);
  });

  it("has a Home tab, and lets the app write to people, who cannot write back", () => {
    expect(template.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: true,
    });
  });

  it("hints at every subcommand", () => {
    expect(template.features.slash_commands[0].usage_hint.split(" | ")).toEqual([
      "pending [mine|<product>]",
      "plan <id>",
      "task <id>",
      "failed [24h]",
      "approve|reject <plan> [comment]",
      "mute|unmute <plan|product> [duration]",
      "whoami",
      "why <plan>",
      "status",
      "help",
    ]);
  });

  it("leads to an address that nobody can have, until it is filled in", () => {
    expect(JSON.stringify(template).match(/https?:[^"]+/g)).toEqual(Array(3).fill(URL_OF_TEMPLATE));
  });
});

describe("the manifest that is filled in", () => {
  const url = "https://abc123.ap-southeast-1.fcapp.run/slack/events";

  it("has one address and one command everywhere", () => {
    const filled = filledManifest(template, { url, command: "/plans" });
    expect(faultsOf(MANIFEST, filled)).toEqual([]);
    expect(JSON.stringify(filled).match(/https?:[^"]+/g)).toEqual([url, url, url]);
    expect(filled.features.slash_commands.map(({ command }: { command: string }) => command)).toEqual(["/plans"]);
    expect(filled.settings.socket_mode_enabled).toBe(false);
  });

  it("has no address for Socket Mode", () => {
    const filled = filledManifest(template, { url: undefined, command: "/planbell" });
    expect(faultsOf(MANIFEST, filled)).toEqual([]);
    expect(JSON.stringify(filled)).not.toContain("http");
    expect(filled.settings.socket_mode_enabled).toBe(true);
  });

  it("is the template otherwise", () => {
    expect(filledManifest(template, { url: URL_OF_TEMPLATE, command: "/planbell" })).toEqual(template);
  });

  it.each([
    ["https://abc123.ap-southeast-1.fcapp.run", url],
    ["https://abc123.ap-southeast-1.fcapp.run/", url],
    [url, url],
    ["https://bot.example:8443", "https://bot.example:8443/slack/events"],
  ])("takes %s", (given, expected) => expect(requestUrl(given)).toBe(expected));

  it.each([
    ["without a certificate", "http://bot.example"],
    ["with another path", "https://bot.example/slack"],
    ["with a query", "https://bot.example/?a=1"],
    ["with a password", "https://me:pw@bot.example"],
    ["that is none", "bot.example"],
  ])("refuses an address %s", (_, given) => expect(requestUrl(given)).toBeUndefined());
});

describe("a manifest that Slack would refuse, or take and misunderstand", () => {
  const display = template.display_information;
  const { features, settings, oauth_config } = template;
  const command = features.slash_commands[0];
  const withCommand = (change: object) => ({ features: { ...features, slash_commands: [{ ...command, ...change }] } });
  it.each([
    ["a key that does not exist", { display: {} }, "display: "],
    ["a long name", { display_information: { ...display, name: "x".repeat(36) } }, "name: "],
    ["a long description", { display_information: { ...display, description: "x".repeat(141) } }, ".description: "],
    ["a short long description", { display_information: { ...display, long_description: "x".repeat(174) } }, "long_"],
    ["a very long description", { display_information: { ...display, long_description: "x".repeat(4001) } }, "long_"],
    ["a colour that is none", { display_information: { ...display, background_color: "navy" } }, "no colour"],
    ["a command without its slash", withCommand({ command: "planbell" }), "no command"],
    ["a long command", withCommand({ command: `/${"x".repeat(32)}` }), "command: "],
    ["a command without a description", withCommand({ description: "" }), "description: "],
    ["a long hint", withCommand({ usage_hint: "x".repeat(1001) }), "usage_hint: "],
    ["an address without https", withCommand({ url: "http://a.example/" }), "not https"],
    ["a command that leads nowhere", withCommand({ url: undefined }), "neither an address"],
    ["Socket Mode with addresses", { settings: { ...settings, socket_mode_enabled: true } }, "neither an address"],
    ["an optional scope that is not asked for", scopes({ bot: ["chat:write"] }), "optional, but not asked"],
    ["a scope twice", scopes({ bot: [...oauth_config.scopes.bot, "commands"] }), "the same twice"],
    ["scopes of another kind", scopes({ robot: [] }), "robot: "],
  ])("is seen: %s", (_, change, fault) => {
    const faults = faultsOf(MANIFEST, { ...template, ...change });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  function scopes(change: object) {
    return { oauth_config: { scopes: { ...oauth_config.scopes, ...change } } };
  }
});

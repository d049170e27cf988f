import * as v from "valibot";

const text = (most: number, least = 1) => v.pipe(v.string(), v.minLength(least), v.maxLength(most));
const texts = (mostTexts: number, mostEach: number) =>
  v.pipe(
    v.array(text(mostEach)),
    v.maxLength(mostTexts),
    v.check((all) => new Set(all).size === all.length, "the same twice"),
  );
const url = (most: number) => v.pipe(v.string(), v.regex(/^https:\/\//, "not https"), v.maxLength(most));

const SLASH_COMMAND = v.strictObject({
  command: v.pipe(text(32, 2), v.regex(/^\/[a-z0-9_-]+$/, "no command")),
  url: v.optional(url(3_000)),
  description: text(2_000),
  usage_hint: v.optional(text(1_000)),
  should_escape: v.optional(v.boolean()),
});

const DISPLAY = v.strictObject({
  name: text(35),
  description: v.optional(text(140)),
  long_description: v.optional(text(4_000, 175)),
  background_color: v.optional(v.pipe(v.string(), v.regex(/^#(?:[\da-f]{3}){1,2}$/i, "no colour"))),
});

const FEATURES = v.strictObject({
  app_home: v.optional(
    v.strictObject({
      home_tab_enabled: v.optional(v.boolean()),
      messages_tab_enabled: v.optional(v.boolean()),
      messages_tab_read_only_enabled: v.optional(v.boolean()),
    }),
  ),
  bot_user: v.optional(v.strictObject({ display_name: text(80), always_online: v.optional(v.boolean()) })),
  slash_commands: v.optional(v.pipe(v.array(SLASH_COMMAND), v.minLength(1), v.maxLength(50))),
});

/** An optional scope is asked for only where it stands among all the others, too. */
const SCOPES = v.pipe(
  v.strictObject({ bot: texts(255, 50), bot_optional: v.optional(texts(255, 50)) }),
  v.check(
    ({ bot, bot_optional = [] }) => bot_optional.every((scope) => bot.includes(scope)),
    "optional, but not asked",
  ),
);

const SETTINGS = v.strictObject({
  event_subscriptions: v.optional(v.strictObject({ request_url: v.optional(url(3_500)), bot_events: texts(100, 50) })),
  interactivity: v.optional(v.strictObject({ is_enabled: v.boolean(), request_url: v.optional(url(3_500)) })),
  org_deploy_enabled: v.optional(v.boolean()),
  socket_mode_enabled: v.optional(v.boolean()),
  token_rotation_enabled: v.optional(v.boolean()),
});

/**
 * What Slack takes as an app's manifest, of the parts that Planbell has.
 * @see Slack, app manifest reference; its published JSON schema, versions 1 and 2, for lengths and unknown keys. That
 *   schema says nothing of names of scopes and events, of optional scopes, and of addresses that must be there.
 */
export const MANIFEST = v.pipe(
  v.strictObject({
    _metadata: v.strictObject({ major_version: v.picklist([1, 2]), minor_version: v.pipe(v.number(), v.integer()) }),
    display_information: DISPLAY,
    features: FEATURES,
    oauth_config: v.strictObject({ scopes: SCOPES }),
    settings: SETTINGS,
  }),
  v.check(({ features, settings }) => {
    const addresses = [
      ...(features.slash_commands ?? []).map(({ url }) => url),
      settings.event_subscriptions?.request_url,
      settings.interactivity?.request_url,
    ];
    return addresses.every((one) => (one === undefined) === (settings.socket_mode_enabled === true));
  }, "neither an address for everything nor Socket Mode"),
);

declare global {
  /** The config file as JSON, put in by the build; undefined outside a bundle. */
  var PLANBELL_CONFIG: unknown;
  /** What was read of it, put in by the build where it can be; undefined outside a bundle. */
  var PLANBELL_SETTINGS: unknown;
}

export {};

declare global {
  /** The config file as JSON, put in by the build; undefined outside a bundle. */
  var PLANBELL_CONFIG: unknown;
}

export {};

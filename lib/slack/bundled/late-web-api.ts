type WebApi = typeof import("@slack/web-api");
type Given = readonly unknown[];

/** What Bolt and we take of `@slack/web-api` before anything is called. */
interface LateWebApi {
  readonly LogLevel: WebApi["LogLevel"];
  readonly ErrorCode: WebApi["ErrorCode"];
  readonly WebAPIPlatformError: WebApi["WebAPIPlatformError"];
  readonly WebAPIRateLimitedError: WebApi["WebAPIRateLimitedError"];
  readonly WebAPIHTTPError: WebApi["WebAPIHTTPError"];
  readonly WebClient: new (...given: Given) => object;
  addAppMetadata(metadata: { name: string; version: string }): void;
}

/**
 * Stands in for `@slack/web-api` in the bundles: a client is made of the real one at its first use. Bolt makes two for
 * every app, and most answers need neither; making them is a fifth of a cold start.
 * @param load gives the real package
 * @param logger gives the levels, which are asked for at the start
 */
export function lateWebApi(load: () => WebApi, logger: Pick<WebApi, "LogLevel">): LateWebApi {
  const told: { name: string; version: string }[] = [];
  const real = (): WebApi => {
    const loaded = load();
    for (const metadata of told.splice(0)) loaded.addAppMetadata(metadata);
    return loaded;
  };
  /** Whatever is asked of it, the real client is asked; its methods are its own wherever they are called. */
  const lateClient = (given: Given): object => {
    let made: object | undefined;
    const client = (): object => {
      made ??= Reflect.construct(real().WebClient, given) as object;
      return made;
    };
    return new Proxy(
      {},
      {
        get(_, key) {
          // Asked by whoever awaits something: is it a promise?
          if (typeof key === "symbol" || key === "then") return undefined;
          const value: unknown = Reflect.get(client(), key);
          return typeof value === "function" ? value.bind(client()) : value;
        },
        has: (_, key) => key in client(),
      },
    );
  };
  return {
    LogLevel: logger.LogLevel,
    get ErrorCode() {
      return real().ErrorCode;
    },
    get WebAPIPlatformError() {
      return real().WebAPIPlatformError;
    },
    get WebAPIRateLimitedError() {
      return real().WebAPIRateLimitedError;
    },
    get WebAPIHTTPError() {
      return real().WebAPIHTTPError;
    },
    // A function, since an object of another class is what its `new` gives.
    WebClient: function WebClient(...given: Given) {
      return lateClient(given);
    } as unknown as LateWebApi["WebClient"],
    addAppMetadata: (metadata) => void told.push(metadata),
  };
}

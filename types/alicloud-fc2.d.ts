/** What is used of `@alicloud/fc2` 2.6.6, which has no types of its own. */
declare module "@alicloud/fc2" {
  /** A response of any status from 200 to 299. */
  interface Answer {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly data: string;
  }
  class FunctionCompute {
    static getSignature(
      keyId: string,
      secret: string,
      method: string,
      path: string,
      headers: Readonly<Record<string, string>>,
    ): string;
    constructor(accountId: string, config: Readonly<Record<string, unknown>>);
    /** `2016-08-15` unless it is set. */
    version: string;
    post(
      path: string,
      body: string | Buffer,
      headers?: Readonly<Record<string, string>>,
      query?: Readonly<Record<string, string>>,
    ): Promise<Answer>;
    invokeFunction(service: string, name: string, event: string | Buffer): Promise<Answer>;
  }
  export = FunctionCompute;
}

/** How an act of a person went. */
export type Deed =
  | { readonly ok: true; readonly errors?: undefined }
  | {
      readonly ok: false;
      /** `errors`: the modal stays open and shows them. */
      readonly reason: "no-app" | "timeout" | "refused" | "errors";
      /** What Slack shows the person; empty where it shows nothing. */
      readonly said: string;
      /** By block id. */
      readonly errors?: Readonly<Record<string, string>>;
    };

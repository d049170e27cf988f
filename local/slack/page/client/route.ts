/** Where one is on the page; it stands in the address, so that going back works. */
export type Route =
  | { readonly place: "channel"; readonly channel: string; readonly thread?: string }
  | { readonly place: "home" }
  | { readonly place: "traffic" }
  /** The list of channels, for narrow screens. */
  | { readonly place: "places" };

/** `#/C0DEFAULT0/1795653437.000100`, `#/home`, `#/traffic`, `#/places`; undefined for anything else. */
export function readRoute(hash: string): Route | undefined {
  const [place = "", thread] = hash.replace(/^#\/?/, "").split("/");
  if (place === "home" || place === "traffic" || place === "places") return { place };
  if (!/^[A-Z0-9]+$/.test(place)) return undefined;
  return { place: "channel", channel: place, ...(thread && /^[0-9.]+$/.test(thread) ? { thread } : {}) };
}

export function hashOf(route: Route): string {
  if (route.place !== "channel") return `#/${route.place}`;
  return `#/${route.channel}${route.thread === undefined ? "" : `/${route.thread}`}`;
}

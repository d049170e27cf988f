/** RFC 3986: everything but `A-Z a-z 0-9 - _ . ~` becomes `%XX`. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `k=v&k=v`, encoded, without one name, in plain character order of the names. */
export function canonicalPairs(params: ReadonlyMap<string, string>, without?: string): string {
  return [...params.keys()]
    .filter((name) => name !== without)
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(params.get(name) ?? "")}`)
    .join("&");
}

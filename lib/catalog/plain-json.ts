/**
 * A parsed answer as plain JSON: ordinary objects and lists, and an integer too long for a number as its digits.
 *
 * pop-core parses with json-bigint, which gives objects without a prototype and `BigNumber` objects for integers of
 * more than 15 digits (account ids have 16, principal ids 18). In a bundle most answers are plain already: an ordinary
 * object was read by the built-in parser, and so was all that is in it.
 */
export function plainJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (isBigNumber(value)) return value.toFixed();
  if (Object.getPrototypeOf(value) === Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, plainJson(field)]));
}

/** The flag sits on the prototype of BigNumber, so a body cannot pretend: what it says are own properties. */
function isBigNumber(value: object): value is { toFixed(): string } {
  return "_isBigNumber" in value && !Object.hasOwn(value, "_isBigNumber");
}

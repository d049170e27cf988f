/** The members of a JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a JSON text says; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an invocation's event says, which is a Buffer of JSON for every kind of trigger; undefined when it is none. */
export const parsedEvent = (event: unknown): unknown => {
  const text = textOf(event);
  return text === undefined ? undefined : parsed(text);
};

/** The event's text; undefined when it is neither bytes nor text, as no invocation brings it. */
function textOf(event: unknown): string | undefined {
  if (typeof event === "string") return event;
  return event instanceof Uint8Array ? Buffer.from(event.buffer, event.byteOffset, event.length).toString() : undefined;
}

/** The value, if it is a JSON object. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

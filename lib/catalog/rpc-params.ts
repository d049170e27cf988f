type Scalar = string | number | boolean;
type Item = Scalar | Readonly<Record<string, Scalar | null | undefined>>;

/** Request parameters by their exact API names; absent ones (`null`, `undefined`) are not sent. */
export type RpcParams = Readonly<Record<string, Scalar | readonly Item[] | null | undefined>>;

/**
 * The parameters as the gateway takes them: flat, every value a string, lists numbered from 1
 * (`Filters.1.Key`, `Filters.1.Value`).
 *
 * pop-core would send `"undefined"`, `"null"` and `"[object Object]"` instead of leaving out or refusing.
 * @throws {TypeError} for an object or a list where a plain value belongs: a fault in Planbell, not of the catalog
 */
export function flatParams(params: RpcParams): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    if (!Array.isArray(value)) {
      put(flat, name, value);
      continue;
    }
    value.forEach((item: unknown, index) => {
      const prefix = `${name}.${index + 1}`;
      if (typeof item !== "object" || item === null) put(flat, prefix, item);
      else for (const [key, field] of Object.entries(item)) put(flat, `${prefix}.${key}`, field);
    });
  }
  return flat;
}

function put(flat: Record<string, string>, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new TypeError(`request parameter ${name} must be a text, a number or a boolean`);
  }
  flat[name] = String(value);
}

/** Ends a `switch` over a union: a member nobody handles is a type error here, and a thrown bug at run time. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

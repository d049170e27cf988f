/** What a change does to its resource, the most destructive first. `unclear`: a word that Planbell does not know. */
export const EFFECTS = ["removes", "replaces", "may-replace", "unclear", "modifies", "adds", "nothing"] as const;
export type Effect = (typeof EFFECTS)[number];

/** @see Service Catalog 2021-09-01, GetProvisionedProductPlan: `Action` and, for `Modify` only, `Replacement` */
export function effectOf({ action, replacement }: { action: string; replacement?: string }): Effect {
  if (action === "Remove") return "removes";
  if (action === "Add") return "adds";
  if (action === "None") return "nothing";
  if (action !== "Modify") return "unclear";
  if (replacement === "True") return "replaces";
  if (replacement === "Conditional") return "may-replace";
  return replacement === undefined || replacement === "False" ? "modifies" : "unclear";
}

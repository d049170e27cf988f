import type { Kind } from "./kinds.ts";
import { kindOf, type Plants } from "./plants.ts";

/**
 * Fields of the catalog's answers in which no secret is planted beside all others, since the bot would not come as far
 * as the others then: each is planted by itself. Why none can get through:
 */
export const CHECKED: Readonly<Record<string, string>> = {
  PlanId: "an id of letters, digits, _ and - that does not look like a secret, or the row is refused",
  TaskId: "as PlanId",
  ProvisionedProductId: "as PlanId",
  LastTaskId: "as PlanId",
  LastSuccessfulProvisioningTaskId: "as PlanId",
  StackId: "an id as PlanId, or the stack is not asked for",
  StackRegionId: "the name of a region, or the stack is not asked for; kept redacted",
  CreateTime: "a time, or the row is refused; kept as a number",
  UpdateTime: "as CreateTime",
  Status: "decides what is told; kept redacted, and as a hash where it is no plain word",
  OperationType: "finds the plan's task; kept redacted",
  TaskType: "compared with OperationType; kept redacted",
  TotalCount: "a number, or the list is refused",
  PageNumber: "as TotalCount",
  ParameterKey: "kept redacted; by itself, since a key that names a secret hides its value",
};

/** Texts of many lines, of which few plans have any: they hold as many kinds as all plans together. */
const LONG = new Set(["Content", "StatusMessage", "StatusReason"]);

/** Stands in a log where secrets belong into the middle of it: into the error that is told. */
export const HERE = "(here)";

/** Where in its answer a field stands, list positions left out: `PlanDetails[].Parameters[].ParameterValue`. */
type Change = (field: string, value: string, plan: string) => string;

/** The answer with every text in it changed, wherever it stands: no field of the wire can be forgotten. */
export function changeTexts(answer: unknown, change: Change, field = "", plan = ""): unknown {
  if (typeof answer === "string") return change(field, answer, plan);
  if (typeof answer === "number") return change(field, String(answer), plan);
  if (Array.isArray(answer)) return answer.map((item) => changeTexts(item, change, `${field}[]`, plan));
  if (typeof answer !== "object" || answer === null) return answer;
  const id = idOf(answer) ?? plan;
  const entries = Object.entries(answer).map(([name, value]) => {
    return [name, changeTexts(value, change, field === "" ? name : `${field}.${name}`, id)];
  });
  return Object.fromEntries(entries);
}

/** By what the secrets of one plan, or event of a stack, differ from those of another. */
function idOf(object: object): string | undefined {
  const { PlanId, ProvisionedProductId, EventId } = object as Record<string, unknown>;
  return [PlanId, ProvisionedProductId, EventId].find((id) => typeof id === "string");
}

/** The last name of the path. */
export const nameOf = (field: string): string => field.split(".").at(-1) ?? "";

/** What is planted in an answer. */
export interface Planting {
  /** Another kind of secret for each field with every round. */
  readonly round: number;
  /** Plants this checked field too. */
  readonly alone?: string;
  /** Instead of the text that stands there, not behind it. */
  readonly instead?: boolean;
  /** Secrets of this kind alone. */
  readonly kind?: Kind;
  /** So many letters stand before each secret, and nothing else. */
  readonly indent?: number;
}

/** Plants secrets into every text of an answer but those that are checked. */
export function plantInto(answer: unknown, plants: Plants, where: string, planting: Planting): unknown {
  return changeTexts(answer, (field, value, plan) => {
    const name = nameOf(field);
    if (Object.hasOwn(CHECKED, name) && name !== planting.alone) return value;
    if (planting.alone !== undefined && planting.alone !== name) return value;
    const number = plants.numberOf(plan);
    const numbers = LONG.has(name) ? [0, 1, 2, 3, 4, 5, 6, 7] : [number];
    const secret = numbers
      .map((n) => plants.text(`${where} ${field}`, planting.kind ?? kindOf(field, n, planting.round)))
      .join("\nnext line\n");
    if (planting.instead === true) return secret;
    if (value.includes(HERE)) {
      const kinds = [number * 2, number * 2 + 1].map(
        (n) => planting.kind ?? kindOf(`${field} inside`, n, planting.round),
      );
      const inside = kinds.map((kind) => plants.text(`${where} ${field} inside`, kind)).join("\n");
      return `${value.replace(HERE, inside.replaceAll("\n", "\n│ "))}\n${secret}`;
    }
    const before = planting.indent === undefined ? value : "x".repeat(planting.indent);
    return `${before} ${secret}`;
  });
}

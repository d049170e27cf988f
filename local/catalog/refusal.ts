/** What the emulated service says instead of an answer: an HTTP status, an error code and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
  }
}

/** 400 `Missing<Param>`. */
export const missing = (param: string): Refusal =>
  new Refusal(400, `Missing${param}`, `${param} is mandatory for this action.`);

/** 400 `Invalid<Param>`. */
export const invalid = (param: string, why: string): Refusal => new Refusal(400, `Invalid${param}`, why);

/** 404 `Invalid<What>.NotFound`, where `what` is `Plan`, `Task`, `ProvisionedProduct`, `Product` or `ProductVersion`. */
export const notFound = (what: string, id: string): Refusal =>
  new Refusal(404, `Invalid${what}.NotFound`, `The specified ${what} ${id} does not exist.`);

/**
 * 409 `InvalidPlanStatus`: the plan is in a state from which this cannot be done.
 * The true code of the service is not documented; clients must not depend on it.
 */
export const wrongStatus = (verb: string, id: string, status: string): Refusal =>
  new Refusal(409, "InvalidPlanStatus", `The plan ${id} in status ${status} cannot be ${verb}.`);

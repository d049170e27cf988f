import { PlanbellError } from "../lib/model/errors.ts";

/** A mistake on the command line; the message names the option and what it takes. */
export class UsageFault extends PlanbellError {
  readonly code = "usage";
}

/**
 * What Planbell does not do yet, and the oracle therefore does not ask for. It is allowed all the same.
 *
 * A decision that was followed by the next step before anybody looked is told from the plan's records, with who made it
 * and what they said. False: Planbell tells only where the plan stands then.
 */
export const TELLS_WHAT_NOBODY_SAW: boolean = false;

import { createHash } from "node:crypto";

/**
 * The name of the job that an act of somebody's leads to, by what names that act: its trigger, or its event. A request
 * that comes twice leads to one job, and nobody can read the trigger off it.
 */
export const jobIdOf = (act: string): string => `slack_${createHash("sha256").update(act).digest("hex").slice(0, 32)}`;

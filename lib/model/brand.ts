declare const brand: unique symbol;
/** A `T` that only a decoder, or this file, may make: ids and units cannot be mixed up by accident. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

export type PlanId = Brand<string, "PlanId">;
export type TaskId = Brand<string, "TaskId">;
/** A stack of Resource Orchestration, in the form of an id: nothing else is ever asked for or kept. */
export type StackId = Brand<string, "StackId">;
export type ProvisionedProductId = Brand<string, "ProvisionedProductId">;
/** A Slack conversation: `C...` or `G...` (channel), `D...` (direct message); of a destination also `U...`, `W...`. */
export type ChannelId = Brand<string, "ChannelId">;
/** A Slack message's `ts`: unique in its channel, a string, never a number. */
export type MessageTs = Brand<string, "MessageTs">;

/** Milliseconds since 1970-01-01T00:00Z. Every instant in lib/ has this type; durations are `Ms`. */
export type EpochMs = Brand<number, "EpochMs">;
/** A length of time in milliseconds. */
export type Ms = Brand<number, "Ms">;

export const instant = (epochMs: number): EpochMs => epochMs as EpochMs;
export const ms = (length: number): Ms => length as Ms;
export const seconds = (count: number): Ms => (count * 1_000) as Ms;
export const minutes = (count: number): Ms => (count * 60_000) as Ms;
export const hours = (count: number): Ms => (count * 3_600_000) as Ms;
export const later = (from: EpochMs, wait: Ms): EpochMs => (from + wait) as EpochMs;
export const earlier = (from: EpochMs, back: Ms): EpochMs => (from - back) as EpochMs;

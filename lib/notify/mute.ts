import type { EpochMs } from "../model/brand.ts";
import type { Aim } from "./aims.ts";
import type { Mute } from "./decided.ts";
import type { Mentions } from "./mentions.ts";
import type { MuteRecord } from "./record.ts";

/** One that has run out says nothing any more. */
export const stillMuted = <T extends Mute>(mute: T | undefined, now: EpochMs): T | undefined =>
  mute !== undefined && mute.until > now ? mute : undefined;

/** The mute of a product, if it has one. Instances know their product by its name alone, and so do old plans. */
export function muteOfProduct(
  mutes: readonly MuteRecord[],
  product: { readonly id?: string | undefined; readonly name: string },
  now: EpochMs,
): MuteRecord | undefined {
  const mute = mutes.find(({ productId, productName }) =>
    product.id === undefined || product.id === "" ? productName === product.name : productId === product.id,
  );
  return stillMuted(mute, now);
}

/** Where they are told, in the same languages, but mentioning nobody. @param named how people are named all the same */
export const hushed = (aims: readonly Aim[], named: Mentions): readonly Aim[] =>
  aims.map((aim) => ({ ...aim, onCard: named, onNote: named }));

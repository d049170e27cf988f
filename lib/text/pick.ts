import type { Texts } from "./catalogue.ts";
import { en } from "./en/en.ts";

/** The languages Planbell speaks. */
export type Locale = "en";

const CATALOGUES: { readonly [locale in Locale]: Texts } = { en };

/** The words of one language. */
export const textsFor = (locale: Locale): Texts => CATALOGUES[locale];

import type { Texts } from "./catalogue.ts";
import { en } from "./en/en.ts";
import { zh } from "./zh/zh.ts";

/** The languages Planbell speaks: English and Simplified Chinese. */
export const LOCALES = ["en", "zh"] as const;
export type Locale = (typeof LOCALES)[number];

const CATALOGUES: { readonly [locale in Locale]: Texts } = { en, zh };

/** The words of one language. */
export const textsFor = (locale: Locale): Texts => CATALOGUES[locale];

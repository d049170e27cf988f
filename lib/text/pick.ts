import type { Locale } from "../model/locale.ts";
import type { Texts } from "./catalogue.ts";
import { en } from "./en/en.ts";
import { zh } from "./zh/zh.ts";

const CATALOGUES: { readonly [locale in Locale]: () => Texts } = { en: () => en, zh: () => zh };

/** The words of one language. */
export const textsFor = (locale: Locale): Texts => CATALOGUES[locale]();

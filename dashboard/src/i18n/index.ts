import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { en } from "./en";

const LANGUAGES = { tr: async () => (await import("./tr")).tr } as const;

export type Language = "en" | keyof typeof LANGUAGES;

export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", tr: "Türkçe" };

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
});

/** The language of ours that is nearest to the locale, such as tr-TR. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? "";
  return language in LANGUAGES ? (language as Language) : "en";
}

/** Shows every text in the language, once its texts are there. */
export async function speak(language: Language): Promise<void> {
  if (language !== "en" && !i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await LANGUAGES[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

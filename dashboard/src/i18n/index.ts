import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";

import { en } from "./en";

const LANGUAGES = ["en", "tr"] as const;
export type Language = (typeof LANGUAGES)[number];

export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", tr: "Türkçe" };

/** The texts of parts of the screens, which come with them; all others are there at once. */
const PARTS = {
  prices: {
    en: async () => (await import("./en/prices")).prices,
    tr: async () => (await import("./tr/prices")).prices,
  },
} as const;

export type Part = keyof typeof PARTS;

const backend: BackendModule = {
  type: "backend",
  init: () => undefined,
  read(language, part, done) {
    const texts = language === "tr" && part === "translation" ? turkish : loaderOf(language, part);
    texts().then(
      (found) => done(null, found),
      (fault: unknown) => done(fault as Error, null),
    );
  },
};

void i18next
  .use(backend)
  .use(initReactI18next)
  .init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
  });

/** The language of ours that is nearest to the locale, such as tr-TR. */
export function languageOf(locale: string): Language {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? "";
  return LANGUAGES.find((each) => each === language) ?? "en";
}

/** Shows every text in the language, once its texts are there. */
export async function speak(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Waits until the texts of the part are there, in the language that is spoken. */
export async function loadTexts(part: Part): Promise<void> {
  await i18next.loadNamespaces(part);
}

async function turkish() {
  return (await import("./tr")).tr;
}

function loaderOf(language: string, part: string) {
  return PARTS[part as Part][language as Language];
}

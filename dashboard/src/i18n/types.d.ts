import "i18next";

import type { en } from "./en";
import type { prices } from "./en/prices";

declare module "i18next" {
  // Augments the library's interface: a type cannot.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface CustomTypeOptions {
    defaultNS: "translation";
    // Each part by itself: among all of them, checking a key takes the compiler too long.
    resources: { translation: typeof en; prices: typeof prices };
  }
}

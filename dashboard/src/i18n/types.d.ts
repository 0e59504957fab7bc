import "i18next";

import type { en } from "./en";

declare module "i18next" {
  // Augments the library's interface: a type cannot.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

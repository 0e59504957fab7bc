import { common } from "./common";
import { customers } from "./customers";
import { group } from "./group";
import { groups } from "./groups";
import { health } from "./health";
import { members } from "./members";
import { rules } from "./rules";
import { shop } from "./shop";
import { widgets } from "./widgets";

/** Every text of the screens, in English. Other languages have the same keys. */
export const en = {
  ...common,
  groups,
  group,
  members,
  rules,
  customers,
  health,
  shop,
  widgets,
} as const;

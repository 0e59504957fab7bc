import type { en } from "../en";
import type { Translated } from "../translation";
import { common } from "./common";
import { customers } from "./customers";
import { group } from "./group";
import { groups } from "./groups";
import { health } from "./health";
import { members } from "./members";
import { rules } from "./rules";
import { shop } from "./shop";
import { widgets } from "./widgets";

/** Every text of the screens, in Turkish. */
export const tr = {
  ...common,
  groups,
  group,
  members,
  rules,
  customers,
  health,
  shop,
  widgets,
} satisfies Translated<typeof en>;

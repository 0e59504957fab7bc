export const widgets = {
  customer: {
    add: "Add to a manual group",
    choose: "Manual group",
    near: "Close to",
    unknown: "Groups do not know this customer: the account is not active, or is new.",
  },
  home: {
    frozen_one: "{{names}} is frozen: its rule names what no longer exists.",
    frozen_other: "{{names}} are frozen: their rules name what no longer exists.",
    failed_one: "{{count}} change could not be worked off and is tried again.",
    failed_other: "{{count}} changes could not be worked off and are tried again.",
    missing: "No public group collects consent yet to: {{names}}.",
  },
  popup: {
    nobody: "Select customers in the list first.",
    newTitle_one: "New group of {{number}} customer",
    newTitle_other: "New group of {{number}} customers",
  },
} as const;

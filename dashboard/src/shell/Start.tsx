import { Navigate } from "react-router";

import { useSections } from "./sections";
import { usePermissions } from "./use-permissions";

/** Leads to the first part of the screens that whoever is signed in may see. */
export function Start() {
  const { isKnown } = usePermissions();
  const [first] = useSections();
  return isKnown ? <Navigate to={first?.to ?? "/groups"} replace /> : null;
}

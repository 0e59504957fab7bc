import "@saleor/macaw-ui/style";
import "./ui/base.css";

import { createRoot } from "react-dom/client";

import { App } from "./shell/App";
import { createDashboardHost } from "./host/dashboard-host";
import { createStandaloneHost } from "./host/standalone-host";

const host = window.parent === window ? createStandaloneHost() : createDashboardHost();
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element with the id root.");
createRoot(root).render(<App host={host} />);

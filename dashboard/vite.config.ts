import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

import { compressed } from "./plugins/compressed.ts";
import { oneFont } from "./plugins/one-font.ts";

export default defineConfig({
  // Addresses are relative to <base>, which the server writes: one build serves any path.
  base: "./",
  plugins: [react(), oneFont(), compressed()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../saleor_customer_groups/extension/dist",
    emptyOutDir: true,
    target: "es2022",
    // No polyfill, which would be an inline script; all browsers of the Dashboard preload.
    modulePreload: { polyfill: false },
    // A data: address would need a wider content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { "/graphql": "http://127.0.0.1:8000", "/exports": "http://127.0.0.1:8000" },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./src/testing/setup.ts"],
    css: false,
    server: { deps: { inline: ["@saleor/macaw-ui"] } },
  },
});

import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

export default defineConfig({
  base: "/demo/nexus-cloud/",
  plugins: [react()],
  // Workspace packages are read from their sources, so the app builds without building them first.
  resolve: { conditions: ["usher-source", ...defaultClientConditions] },
});

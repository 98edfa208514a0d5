import { fileURLToPath } from "node:url";
import { build, defineConfig, type InlineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const conditions = ["usher-source", "module", "browser", "import", "default"];
const shared: InlineConfig = { root, logLevel: "warn", configFile: false, resolve: { conditions } };

/** `dist/`: the extension as it is loaded. The panel and the worker are modules; what goes into pages is one plain script. */
export default defineConfig({
  ...shared,
  base: "./",
  plugins: [
    {
      name: "usher:page-script",
      async closeBundle() {
        const lib = {
          entry: "src/page/page.ts",
          formats: ["iife" as const],
          name: "usherRecorder",
          fileName: () => "page.js",
        };
        const target = "es2022";
        await build({ ...shared, publicDir: false, build: { outDir: "dist", emptyOutDir: false, target, lib } });
      },
    },
  ],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { panel: "panel.html", worker: "src/worker.ts" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});

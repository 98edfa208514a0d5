import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** `bundle/usher.js`: one entry for `<script type="module">`; nudge, tour and chat are chunks loaded when needed. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  logLevel: "warn",
  resolve: { conditions: ["usher-source", "module", "browser", "import", "default"] },
  build: {
    outDir: "bundle",
    emptyOutDir: true,
    target: "es2022",
    lib: { entry: "src/index.ts", formats: ["es"], fileName: "usher" },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        entryFileNames: "usher.js",
        chunkFileNames: "usher-[name]-[hash].js",
        minify: true,
      },
    },
  },
});

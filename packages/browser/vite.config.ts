import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** `bundle/usher.js`: one entry for `<script type="module">`; nudge with tour, and chat, are chunks loaded when needed. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  logLevel: "warn",
  resolve: { conditions: ["usher-source", "module", "browser", "import", "default"] },
  plugins: [shortenStyles()],
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
        comments: { annotation: false, jsdoc: false, legal: true },
      },
    },
  },
});

/** Stylesheets are template strings that no minifier reads: takes the line breaks and comments out of them. */
function shortenStyles(): Plugin {
  return {
    name: "usher:shorten-styles",
    transform: {
      filter: { id: /-styles\.ts$/ },
      handler: (code) =>
        code.replace(/`[^`]*`/g, (css) =>
          css
            .replace(/\/\*.*?\*\//gs, "")
            .replace(/\s*\n\s*/g, "")
            .replaceAll(";}", "}"),
        ),
    },
  };
}

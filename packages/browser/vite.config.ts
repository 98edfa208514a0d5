import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/*
 * What shows offers is one chunk and the tour player another. Left to itself the bundler makes a chunk of every few
 * shared functions: more requests, and each chunk is compressed without knowing the others.
 */
const TOUR = /browser[\\/]src[\\/]tour[\\/]|@floating-ui[\\/]/;
const NUDGE =
  /browser[\\/]src[\\/](root\.ts|(shadow|theme|nudge)[\\/]|offers[\\/](create-offers|create-nudges|stage|tour-runs|chat-panel)\.ts)/;

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
        codeSplitting: {
          groups: [
            // First, so that what both need is with the nudge: the tour comes later or never.
            { name: "nudge", test: NUDGE, priority: 1 },
            { name: "tour", test: TOUR },
          ],
        },
      },
    },
  },
});

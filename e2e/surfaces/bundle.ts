import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Bundles one module of this folder, with everything it imports, to a classic script. */
export async function bundle(file: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    resolve: { conditions: ["usher-source", "module", "browser", "import", "default"] },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL(file, import.meta.url)),
        formats: ["iife"],
        name: "bundle",
        fileName: "bundle",
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error(`${file} gave no bundle`);
  return output.output[0].code;
}

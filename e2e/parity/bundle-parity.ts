import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Bundles the parity check: from the packages' sources or from what `npm run build` made of them. */
export async function bundleParity(from: "sources" | "build", format: "iife" | "es"): Promise<string> {
  const conditions = ["module", "import", "default"];
  const result = await build({
    configFile: false,
    logLevel: "silent",
    resolve: { conditions: from === "sources" ? ["usher-source", ...conditions] : conditions },
    build: {
      write: false,
      minify: format === "iife",
      lib: {
        entry: fileURLToPath(new URL("parity-hash.ts", import.meta.url)),
        formats: [format],
        name: "parity",
        fileName: "parity",
      },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !("output" in output)) throw new Error("there is no bundle");
  return output.output[0].code;
}

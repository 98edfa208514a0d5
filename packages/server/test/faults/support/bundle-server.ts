import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const ENTRY = fileURLToPath(new URL("serve.ts", import.meta.url));
const CONDITIONS = ["usher-source", "module", "import", "node", "default"];

/**
 * Makes one script of `serve.ts` and the workspace sources it needs, so that a plain `node` process runs what the tests
 * are written against, whether or not the packages were built.
 * @param outDir Inside the workspace, so that installed packages are found from it.
 * @returns Path of the script.
 */
export async function bundleServer(outDir: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    resolve: { conditions: CONDITIONS },
    ssr: { resolve: { conditions: CONDITIONS }, noExternal: [/^@usher\//] },
    build: {
      ssr: ENTRY,
      outDir,
      emptyOutDir: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "serve.mjs", codeSplitting: false } },
    },
  });
  return join(outDir, "serve.mjs");
}

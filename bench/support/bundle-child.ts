import { fileURLToPath } from "node:url";
import { build } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/usher/bench-children/", import.meta.url));
const CONDITIONS = ["usher-source", "module", "import", "node", "default"];

/**
 * Bundles `bench/support/<name>.ts` with the workspace's sources, so that a child process runs what is measured without
 * a module loader in between. Returns the bundle's path.
 */
export async function bundleChild(name: string): Promise<string> {
  const outDir = `${CACHE}${name}`;
  await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    resolve: { conditions: CONDITIONS },
    ssr: { noExternal: [/^@usher\//], resolve: { conditions: CONDITIONS } },
    build: {
      ssr: `${HERE}${name}.ts`,
      outDir,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "child.mjs", chunkFileNames: "[name]-[hash].mjs" } },
    },
  });
  return `${outDir}/child.mjs`;
}

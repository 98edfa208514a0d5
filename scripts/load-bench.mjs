// @ts-check
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { ROOT } from "./bootstrap.mjs";

/**
 * @typedef {object} Bench
 * @property {string} description One line.
 * @property {(options: { json: boolean, args: string[] }) => Promise<unknown>} run
 */

const CONDITIONS = ["usher-source", "module", "import", "node", "default"];

/**
 * Loads <folder>/<name>.ts. It is bundled first, with the workspace packages' sources: a module loader that rewrites
 * imports at run time slows every call between modules, and would be what is measured.
 * @param {string} name
 * @param {"bench" | "eval"} [folder]
 * @returns {Promise<Bench>}
 */
export async function loadBench(name, folder = "bench") {
  const outDir = join(ROOT, "node_modules", ".cache", "usher", folder, name);
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [keepLocations()],
    resolve: { conditions: CONDITIONS },
    ssr: { noExternal: [/^@usher\//], resolve: { conditions: CONDITIONS } },
    build: {
      ssr: join(ROOT, folder, `${name}.ts`),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "bench.mjs", chunkFileNames: "[name]-[hash].mjs" } },
    },
  });
  const module = await import(pathToFileURL(join(outDir, "bench.mjs")).href);
  if (typeof module.run !== "function" || typeof module.description !== "string") {
    throw new Error(`${folder}/${name}.ts must export \`description\` (a string) and \`run(options)\`.`);
  }
  return { description: module.description, run: module.run };
}

/**
 * Lets a bundled file find the files beside its source.
 * @returns {import("vite").Plugin}
 */
function keepLocations() {
  return {
    name: "usher:keep-locations",
    enforce: "pre",
    transform: {
      filter: { id: /\.m?ts$/, code: "import.meta." },
      handler(code, id) {
        const path = id.split("?")[0] ?? id;
        return code
          .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href))
          .replaceAll("import.meta.filename", JSON.stringify(path))
          .replaceAll("import.meta.dirname", JSON.stringify(join(path, "..")));
      },
    },
  };
}

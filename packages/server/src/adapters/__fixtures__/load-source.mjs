import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const conditions = ["usher-source", "module", "import", "node", "default"];

/** Imports a TypeScript source into a plain Node process, as the tests do: a process of its own needs no build. */
export async function loadSource(relativePath) {
  const path = fileURLToPath(new URL(relativePath, import.meta.url));
  const { module } = await runnerImport(path, {
    configFile: false,
    logLevel: "error",
    environments: { inline: { resolve: { conditions, externalConditions: conditions } } },
  });
  return module;
}

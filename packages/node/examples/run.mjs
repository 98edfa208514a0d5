// Runs an example from its source: node packages/node/examples/run.mjs <name>
import { readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const folder = path.dirname(fileURLToPath(import.meta.url));
const names = (await readdir(folder))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -".ts".length));
const [name = ""] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stderr.write(`usage: node packages/node/examples/run.mjs ${names.join(" | ")}\n`);
  process.exit(2);
}
const conditions = ["usher-source", "module", "import", "node", "default"];
await runnerImport(path.join(folder, `${name}.ts`), {
  root: folder,
  configFile: false,
  logLevel: "error",
  environments: { inline: { resolve: { conditions, externalConditions: conditions } } },
});

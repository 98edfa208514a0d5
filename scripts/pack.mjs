// @ts-check
// npm run pack: the packages as they are published, as files that can be installed anywhere.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { build } from "./build.mjs";
import { runMain } from "./main.mjs";
import { runCommand } from "./run-command.mjs";

const PACKAGES = ["core", "browser", "node", "integrations", "react", "server", "cli"];

const HELP = `Usage: npm run pack -- [options]

Builds, and writes every package that is published as a file that npm can install.

Options:
  --out <folder>  where to (default: packed)
  --help          show this text

Then, in the folder of your application:
  npm install <this clone>/packed/*.tgz`;

/**
 * Packs the built packages. Throws an Error with npm's own words when it refuses.
 * @param {string} folder Absolute; made when it is missing.
 * @returns {Promise<readonly string[]>} The files, absolute.
 */
export async function pack(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of PACKAGES) removeStale(join(ROOT, "packages", name));
  const workspaces = PACKAGES.map((name) => `--workspace=packages/${name}`);
  const args = ["pack", "--json", "--loglevel=error", `--pack-destination=${folder}`, ...workspaces];
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { ok, output, problem } = await runCommand(npm, args);
  if (!ok) throw new Error(`${output.trim()}\nnpm pack ${problem}`);
  return PACKAGES.map((name) => {
    const { name: id, version } = JSON.parse(readFileSync(join(ROOT, "packages", name, "package.json"), "utf8"));
    return join(folder, `${id.replace("@", "").replace("/", "-")}-${version}.tgz`);
  });
}

/**
 * The compiler leaves the output of sources that are gone, and npm would pack it.
 * @param {string} root Folder of a package.
 */
function removeStale(root) {
  const dist = join(root, "dist");
  for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
    const source = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(path)?.[1];
    if (source === undefined) continue;
    if ([".ts", ".tsx"].every((extension) => !existsSync(join(root, "src", source + extension))))
      rmSync(join(dist, path));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async (args) => {
    const { values } = parseArgs({
      args,
      options: { out: { type: "string", default: "packed" }, help: { type: "boolean", short: "h", default: false } },
    });
    if (values.help) {
      process.stdout.write(`${HELP}\n`);
      return 0;
    }
    bootstrap();
    await build();
    const files = await pack(resolve(ROOT, values.out));
    process.stdout.write(`${files.join("\n")}\n`);
    return 0;
  });
}

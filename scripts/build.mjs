// @ts-check
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { runMain } from "./main.mjs";
import { runTool } from "./run-command.mjs";
import { sourceHash } from "./source-hash.mjs";

/**
 * @typedef {object} BuildStep
 * @property {"packages" | "sdk" | "recorder" | "projects" | "nexus-cloud"} id
 * @property {string} title
 * @property {readonly string[]} inputs
 * @property {readonly string[]} outputs The step runs again when one of them is missing.
 * @property {readonly string[]} command Script under node_modules, then its arguments.
 */

const PACKAGES = ["core", "server", "browser", "react", "cli"].map((name) => `packages/${name}`);
/** Built because others refer to them. */
const REFERRED = ["packages/integrations", "packages/node"];
const EXAMPLES = /** @type {const} */ (["projects", "nexus-cloud"]);
const SHARED_INPUTS = ["package-lock.json", "tsconfig.base.json"];
const COMMAND = "packages/cli/dist/bin.js";
const HASHES = join(ROOT, ".tsbuild", "build-hashes.json");

/** Each step reads workspace sources, so none depends on another's output. @type {readonly BuildStep[]} */
const STEPS = [
  {
    id: "packages",
    title: "packages (tsc)",
    inputs: [
      ...SHARED_INPUTS,
      ...[...PACKAGES, ...REFERRED].flatMap((path) => [`${path}/src`, `${path}/package.json`, `${path}/tsconfig.json`]),
    ],
    outputs: PACKAGES.map((path) => `${path}/dist/index.js`),
    command: ["typescript/bin/tsc", "-b", ...PACKAGES],
  },
  {
    id: "sdk",
    title: "page SDK (vite)",
    inputs: [...SHARED_INPUTS, "packages/core/src", "packages/browser"],
    outputs: ["packages/browser/bundle"],
    command: ["vite/bin/vite.js", "build", "--config", "packages/browser/vite.config.ts", "--logLevel", "warn"],
  },
  {
    id: "recorder",
    title: "recorder extension (vite)",
    inputs: [...SHARED_INPUTS, "packages/core/src", "packages/browser/src", "apps/recorder"],
    outputs: ["apps/recorder/dist/manifest.json", "apps/recorder/dist/page.js"],
    command: ["vite/bin/vite.js", "build", "--config", "apps/recorder/vite.config.ts", "--logLevel", "warn"],
  },
  ...EXAMPLES.map((id) => ({
    id,
    title: `example ${id} (vite)`,
    inputs: [...SHARED_INPUTS, "packages/core/src", "packages/browser/src", `examples/${id}`],
    outputs: [`examples/${id}/dist/index.html`],
    command: ["vite/bin/vite.js", "build", `examples/${id}`, "--logLevel", "warn"],
  })),
];

/**
 * Builds what changed since the last build. Throws an Error with the tool's own output when a step fails.
 * @param {{ only?: readonly BuildStep["id"][], log?: (line: string) => void }} [options] Everything by default.
 */
export async function build({ only, log = (line) => process.stdout.write(`${line}\n`) } = {}) {
  for (const step of STEPS.filter((candidate) => only?.includes(candidate.id) ?? true)) {
    const hash = sourceHash(ROOT, step.inputs);
    if (readHashes()[step.id] === hash && step.outputs.every((path) => existsSync(join(ROOT, path)))) continue;

    const startedAt = performance.now();
    const [script = "", ...args] = step.command;
    const result = await runTool(script, args);
    const missing = step.outputs.filter((path) => !existsSync(join(ROOT, path)));
    if (!result.ok) throw new Error(`${result.output.trim()}\nbuild of ${step.title} failed: it ${result.problem}`);
    if (missing.length > 0) throw new Error(`build of ${step.title} made no ${missing.join(", ")}`);
    // The compiler makes no executables, and npm marks only what is there when it installs: `npx usher` runs this one.
    if (step.id === "packages") chmodSync(join(ROOT, COMMAND), 0o755);
    log(`built ${step.title} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    saveHash(step.id, hash);
  }
}

/** @returns {Record<string, string>} */
function readHashes() {
  return existsSync(HASHES) ? JSON.parse(readFileSync(HASHES, "utf8")) : {};
}

/**
 * @param {string} id
 * @param {string} hash
 */
function saveHash(id, hash) {
  mkdirSync(dirname(HASHES), { recursive: true });
  writeFileSync(HASHES, JSON.stringify({ ...readHashes(), [id]: hash }, null, 2));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runMain(async () => {
    bootstrap();
    await build();
    return 0;
  });
}

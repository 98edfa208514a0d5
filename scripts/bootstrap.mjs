// @ts-check
// Makes a fresh clone runnable. Uses Node's own modules only: it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The workspace's root folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const OLDEST_NODE = [20, 11];
const STAMP = join(ROOT, "node_modules", ".usher-lock-hash");

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

/**
 * Checks Node and npm and installs what package-lock.json says, when it is not there yet. Says nothing when there is
 * nothing to do. Throws an Error whose message is meant for people.
 * @param {(line: string) => void} [log] Defaults to standard error, which leaves standard output to the command.
 */
export function bootstrap(log = (line) => process.stderr.write(`${line}\n`)) {
  const tooOld = nodeProblem(process.versions.node);
  if (tooOld !== undefined) throw new Error(tooOld);

  const lockText = readFileSync(join(ROOT, "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(lockText).digest("hex");
  if (readText(STAMP) === hash) return;

  const installed = readText(join(ROOT, "node_modules", ".package-lock.json"));
  if (installed === undefined || !installedMatches(JSON.parse(lockText), JSON.parse(installed))) install(log);
  writeFileSync(STAMP, hash);
}

/**
 * @param {string} version e.g. "20.20.2"
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined;
  return `Usher needs Node ${OLDEST_NODE.join(".")} or newer; this is Node ${version}. Install a newer Node and run the command again.`;
}

/**
 * Whether what npm recorded as installed is what the lockfile asks for. Packages for other platforms may be absent.
 * Lets an install made by hand stand, instead of repeating it.
 * @param {Lock} lock
 * @param {Lock} installed
 * @returns {boolean}
 */
export function installedMatches(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (!path.includes("node_modules/")) return true;
    const found = installed.packages[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

/** @param {(line: string) => void} log */
function install(log) {
  const shell = process.platform === "win32";
  const npm = spawnSync("npm", ["--version"], { shell, encoding: "utf8", cwd: ROOT });
  if (npm.status !== 0) {
    throw new Error(
      "npm was not found. It comes with Node: reinstall Node, or put npm on the PATH, and run the command again.",
    );
  }
  log(existsSync(join(ROOT, "node_modules")) ? "dependencies changed: installing" : "installing dependencies");
  const startedAt = performance.now();
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    shell,
    cwd: ROOT,
    // npm's own words go to standard error: a command's standard output may be read by a program.
    stdio: ["ignore", 2, 2],
  });
  if (result.status !== 0) {
    throw new Error(
      "npm ci failed (its message is above). Check the network and npm's configuration, then run the command again.",
    );
  }
  log(`installed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * @param {string} path
 * @returns {string | undefined}
 */
function readText(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

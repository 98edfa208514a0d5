// @ts-check
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand, runTool } from "./run-command.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC_APPS = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/**
 * The browser for the end-to-end tests: the one named by USHER_CHROMIUM, one on the system, or else one installed now
 * (Debian as root: the distribution's package; otherwise Playwright's own download).
 * @param {(line: string) => void} log
 * @returns {Promise<string>} Absolute path of the executable.
 */
export async function ensureChromium(log) {
  const named = process.env.USHER_CHROMIUM;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`USHER_CHROMIUM is ${named}, which is not an executable file. Correct it, or unset it.`);
  }
  const found = findOnSystem() ?? (await findPlaywrights());
  if (found !== undefined) return found;

  log("no Chromium found: installing one");
  const problem = canUseApt() ? await installWithApt() : await installWithPlaywright();
  const installed = findOnSystem() ?? (await findPlaywrights());
  if (installed !== undefined) return installed;
  throw new Error(
    `Chromium is needed for the end-to-end tests and could not be installed${problem ? `: it ${problem}` : ""}. ` +
      "Install Chromium or Chrome, or set USHER_CHROMIUM to its executable.",
  );
}

/** @returns {string | undefined} */
function findOnSystem() {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...MAC_APPS].find(isExecutable);
}

/** @returns {Promise<string | undefined>} */
async function findPlaywrights() {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return path && isExecutable(path) ? path : undefined;
}

/** @returns {boolean} */
function canUseApt() {
  return existsSync("/etc/debian_version") && process.getuid?.() === 0;
}

/** @returns {Promise<string | undefined>} */
async function installWithApt() {
  // RUNLEVEL keeps packages from starting services, which fails in containers.
  const options = { show: true, env: { RUNLEVEL: "1", DEBIAN_FRONTEND: "noninteractive" } };
  const updated = await runCommand("apt-get", ["update", "-qq"], options);
  if (!updated.ok) return updated.problem;
  return (await runCommand("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options))
    .problem;
}

/** @returns {Promise<string | undefined>} */
async function installWithPlaywright() {
  return (await runTool("playwright-core/cli.js", ["install", "chromium"], { show: true })).problem;
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// @ts-check
import { spawn } from "node:child_process";
import { ROOT } from "./bootstrap.mjs";

/**
 * @typedef {object} CommandResult
 * @property {boolean} ok
 * @property {string} output What the command printed, when `show` was false.
 * @property {string} [problem] Why it failed, in words.
 */

const KILL_AFTER_MS = 5_000;

/**
 * Runs a program in the workspace root, without standard input.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: Record<string, string>, timeoutMs?: number }} [options]
 *   `show` lets the output through as it comes; otherwise it is collected. No time limit by default.
 * @returns {Promise<CommandResult>}
 */
export function runCommand(file, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      stdio: ["ignore", options.show ? "inherit" : "pipe", options.show ? "inherit" : "pipe"],
      env: { ...process.env, ...options.env },
    });
    let output = "";
    child.stdout?.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      output += chunk;
    });

    let timedOut = false;
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill("SIGTERM");
            setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS).unref();
          }, options.timeoutMs);

    child.once("error", (error) => {
      clearTimeout(timer);
      resolve({ ok: false, output, problem: `${file} could not be started: ${error.message}` });
    });
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0 && !timedOut) return resolve({ ok: true, output });
      const problem = timedOut
        ? "did not finish in time"
        : signal
          ? `was ended by ${signal}`
          : `ended with code ${code}`;
      resolve({ ok: false, output, problem });
    });
  });
}

/**
 * Runs the script of an installed package with this Node.
 * @param {string} script Path under node_modules, e.g. "vite/bin/vite.js"
 * @param {readonly string[]} args
 * @param {Parameters<typeof runCommand>[2]} [options]
 * @returns {Promise<CommandResult>}
 */
export function runTool(script, args, options) {
  return runCommand(process.execPath, [`${ROOT}node_modules/${script}`, ...args], options);
}

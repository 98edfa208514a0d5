// @ts-check
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { ROOT } from "./bootstrap.mjs";
import { runCommand } from "./run-command.mjs";

const VERSION = "1.0.1";
const PACKAGE_SHA512 = "Ld1zVJvTAaTrs6A5p8t70agNNrKYRyXlvqXZRgBoDvKKUXbA0jhJKECi5bdPGlaR6jsmqWtVylHS+YqIqo0x8w==";
const SCRIPT_SHA512 = "P0ESw8W2+FLsspa4j4Mxk4GxMsQoC2tzFn7Kx9oXjviedDbbJj46pMq/epjkOiBajGOJapTvBiTGUGoYJHoeLQ==";
const SCRIPT_IN_PACKAGE = "package/lib/index.js";
const CACHED = join(ROOT, "node_modules", ".cache", "usher", "rasa-webchat", "index.js");
const TIMEOUT_MS = 120_000;

/**
 * The real chat widget that pages with Rasa use, as one script. It is no dependency: installed as one it would bring an old
 * React and a build tool along. Fetched once, checked, and kept; later runs need no network.
 * @param {(line: string) => void} log
 * @returns {Promise<string>} Absolute path of the script.
 */
export async function ensureRasaWebchat(log) {
  if (sha512(read(CACHED)) === SCRIPT_SHA512) return CACHED;
  log(`fetching rasa-webchat ${VERSION}`);
  const folder = mkdtempSync(join(tmpdir(), "usher-rasa-webchat-"));
  try {
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const args = ["pack", `rasa-webchat@${VERSION}`, "--pack-destination", folder, "--ignore-scripts"];
    const { ok, problem } = await runCommand(npm, args, { timeoutMs: TIMEOUT_MS });
    if (!ok) throw new Error(`rasa-webchat could not be fetched: npm ${problem}. Check the network and run it again.`);
    const [name = ""] = readdirSync(folder);
    const archive = readFileSync(join(folder, name));
    if (sha512(archive) !== PACKAGE_SHA512) throw new Error("rasa-webchat is not the package it should be: not used.");
    const script = findFile(gunzipSync(archive), SCRIPT_IN_PACKAGE);
    if (sha512(script) !== SCRIPT_SHA512) throw new Error(`rasa-webchat has no ${SCRIPT_IN_PACKAGE} as expected.`);
    mkdirSync(join(CACHED, ".."), { recursive: true });
    // A run beside this one never sees half a file.
    writeFileSync(`${CACHED}.${process.pid}`, /** @type {Buffer} */ (script));
    renameSync(`${CACHED}.${process.pid}`, CACHED);
    return CACHED;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Buffer | undefined} bytes
 * @returns {string | undefined}
 */
function sha512(bytes) {
  return bytes === undefined ? undefined : createHash("sha512").update(bytes).digest("base64");
}

/**
 * @param {string} path
 * @returns {Buffer | undefined}
 */
function read(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/**
 * One file of a tar archive: blocks of 512 bytes, a header with name and octal size before each file.
 * @param {Buffer} tar
 * @param {string} wanted
 * @returns {Buffer | undefined}
 */
function findFile(tar, wanted) {
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = text(tar, at, 100);
    const size = Number.parseInt(text(tar, at + 124, 12), 8) || 0;
    if (name === wanted) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}

/**
 * @param {Buffer} bytes
 * @param {number} from
 * @param {number} length
 * @returns {string}
 */
function text(bytes, from, length) {
  const field = bytes.subarray(from, from + length).toString("latin1");
  return (field.split("\0")[0] ?? "").trim();
}

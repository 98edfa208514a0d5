// @ts-check
// A vendor's chat for the demo: the real widget in the examples' pages, and a test double of the vendor's server.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, runnerImport } from "vite";
import { ROOT } from "./bootstrap.mjs";
import { ensureRasaWebchat } from "./ensure-rasa-webchat.mjs";

/** @typedef {import("vite").Plugin} Plugin */

/**
 * @typedef {object} DemoChat
 * @property {string} notice Says plainly that a double answers.
 * @property {Record<string, string>} apps The examples with the widget in them, by id: folders.
 * @property {Record<string, unknown>} product What every product's configuration gets besides its own.
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the double of a vendor's server and builds the examples with the vendor's widget.
 * @param {"rasa"} chat
 * @param {readonly string[]} examples Their ids.
 * @param {(line: string) => void} log
 * @returns {Promise<DemoChat>}
 */
export async function startDemoChat(chat, examples, log) {
  if (chat !== "rasa") throw new Error(`The demo has no chat called ${chat}.`);
  const widget = await ensureRasaWebchat(log);
  const { startRasaDouble } = await load("packages/server/test/support/rasa-double.ts");
  const double = await startRasaDouble({ answer: sayWhatIsThere });
  const folder = mkdtempSync(join(tmpdir(), "usher-demo-chat-"));
  const stop = async () => {
    await double.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    log("building the examples with rasa-webchat");
    /** @type {Record<string, string>} */
    const apps = {};
    for (const id of examples) {
      apps[id] = join(folder, id);
      const define = {
        DEMO_SOCKET_URL: JSON.stringify(double.url),
        DEMO_WIDGET_URL: JSON.stringify(`/demo/${id}/rasa-webchat.js`),
      };
      await buildWithChat(id, apps[id], define, [asset("rasa-webchat.js", widget)]);
    }
    return {
      notice: `rasa-webchat 1.0.1. No Rasa: a test double of its server answers at ${double.url}`,
      apps,
      product: { bridges: { rasa: { url: double.url } } },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The double's side of a conversation: it has no model, and says so.
 * @param {string} text
 * @returns {string | undefined}
 */
function sayWhatIsThere(text) {
  if (text.trim() === "" || text.startsWith("/")) return undefined;
  return `This is a test double of Rasa: it has no model and repeats what you write. You wrote: ${text}`;
}

/**
 * @param {string} id
 * @param {string} outDir
 * @param {Record<string, string>} define
 * @param {readonly Plugin[]} plugins
 */
async function buildWithChat(id, outDir, define, plugins) {
  const root = join(ROOT, "examples", id);
  const ours = join(ROOT, "scripts/demo-chat/rasa.ts");
  /** @type {Plugin} */
  const withChat = {
    name: "demo-chat",
    enforce: "pre",
    resolveId: (source, importer) => (source === "./chat.ts" && importer?.endsWith("/usher.ts") ? ours : null),
  };
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "error",
    define,
    plugins: [withChat, ...plugins],
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  });
}

/**
 * A file that is served beside the app as it is.
 * @param {string} fileName
 * @param {string} path
 * @returns {Plugin}
 */
function asset(fileName, path) {
  return {
    name: `asset-${fileName}`,
    generateBundle() {
      this.emitFile({ type: "asset", fileName, source: readFileSync(path) });
    },
  };
}

/**
 * A module of the tests' support, which is TypeScript and is not built.
 * @param {string} path Below the root.
 * @returns {Promise<any>}
 */
async function load(path) {
  const { module } = await runnerImport(join(ROOT, path), { root: ROOT, logLevel: "error" });
  return module;
}

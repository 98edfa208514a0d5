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
 * @property {any} double The vendor's server, for tests to look at.
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} Vendor
 * @property {string} notice
 * @property {string} widget Module in the place of an example's `src/chat.ts`.
 * @property {Record<string, unknown>} product
 * @property {(app: string) => Record<string, unknown>} define Constants of the widget's module, for an app's address.
 * @property {readonly Plugin[]} plugins
 * @property {any} double
 * @property {() => Promise<void>} stop
 */

/** @type {Record<string, (log: (line: string) => void) => Promise<Vendor>>} */
const VENDORS = { rasa: startRasa, inkeep: startInkeep };

/**
 * Starts the double of a vendor's server and builds the examples with the vendor's widget.
 * @param {string} chat
 * @param {readonly string[]} examples Their ids.
 * @param {(line: string) => void} log
 * @returns {Promise<DemoChat>}
 */
export async function startDemoChat(chat, examples, log) {
  const start = VENDORS[chat];
  if (start === undefined) throw new Error(`The demo has no chat called ${chat}.`);
  const vendor = await start(log);
  const folder = mkdtempSync(join(tmpdir(), "usher-demo-chat-"));
  const stop = async () => {
    await vendor.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    log(`building the examples with the chat of ${chat}`);
    /** @type {Record<string, string>} */
    const apps = {};
    for (const id of examples) {
      apps[id] = join(folder, id);
      await buildWithChat(id, apps[id], vendor);
    }
    const { notice, product, double } = vendor;
    return { notice, product, double, apps, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {(line: string) => void} log
 * @returns {Promise<Vendor>}
 */
async function startRasa(log) {
  const script = await ensureRasaWebchat(log);
  const { startRasaDouble } = await load("packages/server/test/support/rasa-double.ts");
  const double = await startRasaDouble({ answer: repeatWhatWasSaid });
  return {
    notice: `rasa-webchat 1.0.1. No Rasa: a test double of its server answers at ${double.url}`,
    widget: "scripts/demo-chat/rasa.ts",
    product: { bridges: { rasa: { url: double.url } } },
    define: (app) => ({ DEMO_SOCKET_URL: double.url, DEMO_WIDGET_URL: `${app}/rasa-webchat.js` }),
    plugins: [asset("rasa-webchat.js", script)],
    double,
    stop: () => double.stop(),
  };
}

/** @returns {Promise<Vendor>} */
async function startInkeep() {
  const { startInkeepDouble, INKEEP_DOUBLE_KEY } = await load("packages/server/test/support/inkeep-double.ts");
  const double = await startInkeepDouble();
  double.answer("This is a test double of Inkeep's API: it has no model and always says this.");
  const { apiBaseUrl, analyticsApiBaseUrl } = double;
  return {
    notice: `@inkeep/cxkit-react. No Inkeep: a test double of its API answers at ${apiBaseUrl}`,
    widget: "scripts/demo-chat/inkeep.ts",
    product: {},
    define: () => ({ DEMO_INKEEP: { apiKey: INKEEP_DOUBLE_KEY, apiBaseUrl, analyticsApiBaseUrl } }),
    plugins: [],
    double,
    stop: () => double.stop(),
  };
}

/**
 * What the double of Rasa says: it has no model, and says so.
 * @param {string} text
 * @returns {string | undefined}
 */
function repeatWhatWasSaid(text) {
  if (text.trim() === "" || text.startsWith("/")) return undefined;
  return `This is a test double of Rasa: it has no model and repeats what you write. You wrote: ${text}`;
}

/**
 * @param {string} id
 * @param {string} outDir
 * @param {Vendor} vendor
 */
async function buildWithChat(id, outDir, vendor) {
  const root = join(ROOT, "examples", id);
  const define = Object.entries(vendor.define(`/demo/${id}`)).map(([name, value]) => [name, JSON.stringify(value)]);
  /** @type {Plugin} */
  const withChat = {
    name: "demo-chat",
    enforce: "pre",
    resolveId: (source, importer) =>
      source === "./chat.ts" && importer?.endsWith("/usher.ts") ? join(ROOT, vendor.widget) : null,
  };
  await build({
    root,
    configFile: join(root, "vite.config.ts"),
    logLevel: "error",
    define: Object.fromEntries(define),
    // The widget's React has to be the app's.
    resolve: { dedupe: ["react", "react-dom"] },
    plugins: [withChat, ...vendor.plugins],
    build: { outDir, emptyOutDir: true, reportCompressedSize: false, chunkSizeWarningLimit: 10_000 },
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

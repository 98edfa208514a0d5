import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

// The demo as people start it: the script behind `npm run demo`, a real process, a real port.

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const START_MS = 120_000;

interface Demo {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  output(): string;
  readonly exit: Promise<number | null>;
}

const started: Demo[] = [];
let dataDir = "";
let spare = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "usher-demo-"));
  spare = mkdtempSync(join(tmpdir(), "usher-demo-"));
});
afterEach(async () => {
  for (const demo of started.splice(0)) {
    demo.process.kill("SIGKILL");
    await demo.exit;
  }
  for (const folder of [dataDir, spare]) rmSync(folder, { recursive: true, force: true });
});

function startDemo(...args: string[]): Demo {
  const child = spawn(process.execPath, ["scripts/demo.mjs", "--log-level", "silent", ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const demo: Demo = { process: child, output: () => output, exit };
  started.push(demo);
  return demo;
}

async function urlOf(demo: Demo): Promise<string> {
  const line = await vi.waitFor(
    () => {
      const match = /^ready (http:\/\/\S+)$/m.exec(demo.output());
      if (match === null) throw new Error(`the demo is not ready; it printed:\n${demo.output()}`);
      return match;
    },
    { timeout: START_MS, interval: 50 },
  );
  return line[1] ?? "";
}

test("serves the app, the SDK and the server on one address, and stops when asked", {
  timeout: 2 * START_MS,
}, async () => {
  const demo = startDemo("--port", "0", "--data-dir", dataDir);
  const url = await urlOf(demo);
  expect(demo.output()).toContain("Try it:");

  const home = await (await fetch(url)).text();
  for (const path of ["/demo/projects", "/demo/nexus-cloud"]) {
    expect(home).toContain(path);
    expect(demo.output()).toContain(url + path);
    expect((await fetch(url + path)).headers.get("content-type")).toContain("text/html");
    expect((await fetch(`${url}${path}/rasa-webchat.js`)).status).toBe(404);
  }
  expect((await fetch(`${url}/demo/projects/dashboard`)).status).toBe(200);
  expect((await fetch(`${url}/sdk/usher.js`)).headers.get("content-type")).toContain("javascript");
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  demo.process.kill("SIGTERM");
  expect(await demo.exit).toBe(0);
  expect(demo.output()).toContain("stopping");
});

test("a chat that the demo does not know is refused, and --help names those that it knows", {
  timeout: 2 * START_MS,
}, async () => {
  const demo = startDemo("--chat", "pigeon");
  expect(await demo.exit).toBe(1);
  expect(demo.output()).toContain("own, rasa, inkeep");
  expect(demo.output()).not.toContain("    at ");
  const help = startDemo("--help");
  expect(await help.exit).toBe(0);
  expect(help.output()).toContain("--chat");
  expect(help.output()).toContain("test double");
});

test("--chat=inkeep serves the apps with Inkeep's widget and says that a double answers", {
  timeout: 2 * START_MS,
}, async () => {
  const demo = startDemo("--chat=inkeep", "--port", "0", "--data-dir", dataDir);
  const url = await urlOf(demo);
  expect(demo.output()).toContain("a test double of its API answers");
  for (const path of ["/demo/projects", "/demo/nexus-cloud"]) expect((await fetch(url + path)).status).toBe(200);
  demo.process.kill("SIGTERM");
  expect(await demo.exit).toBe(0);
});

test("--chat=rasa serves the real widget and says that a double answers", { timeout: 2 * START_MS }, async () => {
  const demo = startDemo("--chat=rasa", "--port", "0", "--data-dir", dataDir);
  const url = await urlOf(demo);
  expect(demo.output()).toContain("a test double of its server answers");
  for (const path of ["/demo/projects", "/demo/nexus-cloud"]) {
    expect((await fetch(url + path)).status).toBe(200);
    expect((await fetch(`${url}${path}/rasa-webchat.js`)).headers.get("content-type")).toContain("javascript");
  }
  demo.process.kill("SIGTERM");
  expect(await demo.exit).toBe(0);
});

test("a taken port and a taken data folder end with the fix and exit code 1", { timeout: 2 * START_MS }, async () => {
  const first = startDemo("--port", "0", "--data-dir", dataDir);
  const { port } = new URL(await urlOf(first));

  const samePort = startDemo("--port", port, "--data-dir", join(spare, "data"));
  expect(await samePort.exit).toBe(1);
  expect(samePort.output()).toContain(port);
  expect(samePort.output()).toContain("--port");

  const sameData = startDemo("--port", "0", "--data-dir", dataDir);
  expect(await sameData.exit).toBe(1);
  expect(sameData.output()).toContain("--data-dir");

  const fresh = startDemo("--port", "0", "--data-dir", dataDir, "--fresh");
  expect(await fresh.exit).toBe(1);
  for (const demo of [samePort, sameData, fresh]) expect(demo.output()).not.toContain("    at ");
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
});

test("--fresh starts over in a folder that an earlier run left", { timeout: 2 * START_MS }, async () => {
  const first = startDemo("--port", "0", "--data-dir", dataDir);
  await urlOf(first);
  first.process.kill("SIGINT");
  expect(await first.exit).toBe(0);
  const second = startDemo("--port", "0", "--data-dir", dataDir, "--fresh");
  await urlOf(second);
});

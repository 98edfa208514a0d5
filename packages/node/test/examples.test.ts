import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const FOLDER = fileURLToPath(new URL("../examples", import.meta.url));
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  "buffer-events": ["no room for s-1", "of s-3: 1, of the others: 1", "waiting in Redis: 2"],
  "chat-memory": ["link: linked", "Summary: 5 actions", "[CURRENT USER MESSAGE]"],
  "copilot-app": ['/healthz: 200 {"status":"ok"', "/context/ada: 200", "/reply/ada?query=where+am+I: 200", "404"],
  "read-stream": ["Session s-1 — 1 actions", "stopped at sample:5"],
  "receive-webhooks": ['first: 200 {"status":"handled"}', 'again: 200 {"status":"duplicate"}', "forged: 401"],
  "resume-after-restart": ["ada: User opened", "stored sample:5"],
  "summarise-sessions": ["5 actions on"],
  "trigger-over-history": ["canonical_url_ping_pong: "],
};

test("every example has its expected output here", () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".ts"));
  expect(names.map((name) => name.replace(".ts", "")).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))("%s runs", async (name, lines) => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [join(FOLDER, "run.mjs"), name], { timeout: 25_000 });
  for (const line of lines) expect(stdout).toContain(line);
});

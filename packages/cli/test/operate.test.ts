import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, loadConfig, type UsherServer } from "@usher/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfigFile } from "../src/read-config-file.ts";
import { runCliIn } from "../src/run-cli.ts";
import { type RecordingContext, recordingContext } from "../src/testing/recording-context.ts";

const ADMIN_KEY = "an admin key of at least thirty-two characters";
const ORIGIN = "https://app.example.com";
const project = mkdtempSync(join(tmpdir(), "usher-operate-"));

const configText = (atLeast: number) => `
import { countWithin, defineGoldenPath, defineTrigger, discovered } from "@usher/core";
import { defineConfig } from "@usher/server";
const howTo = defineGoldenPath({
  id: "help", title: "Help", page: ["/projects"], goal: "Done.",
  steps: [{ id: "one", title: "One", description: "Click **One**.", target: { selectors: ["#one"] } }],
});
export default defineConfig({
  products: [{
    id: "example", publishableKeys: ["pk_example"], origins: ["${ORIGIN}"],
    triggers: [defineTrigger({
      id: "saves", page: "/projects", howTo, offer: { body: "Help?" },
      when: countWithin({ label: "save", atLeast: ${atLeast}, withinS: 120 }),
      until: discovered({ label: "apply" }),
    })],
  }],
  adminKey: "${ADMIN_KEY}", dataDir: "data", logLevel: "silent",
});`;

let server: UsherServer;
let url: string;
let session: string;

beforeAll(async () => {
  writeFileSync(join(project, "usher.config.ts"), configText(3));
  writeFileSync(join(project, "draft.config.ts"), configText(2));
  const file = await readConfigFile(join(project, "usher.config.ts"));
  server = createServer(loadConfig({ file, environment: {}, flags: { port: 0, dataDir: join(project, "data") } }));
  ({ url } = await server.start());
  const started = await send("/v1/session", "pk_example", { identity: { user_id: "ada" } });
  session = started.session_id as string;
  const element = { role: "button", label: "Save" };
  const events = [1, 2].map((id) => ({
    id: `e${id}`,
    type: "click",
    at: Date.now(),
    url: `${ORIGIN}/projects`,
    element,
  }));
  await send("/v1/capture", started.token as string, { events });
});
afterAll(async () => {
  await server.stop();
  rmSync(project, { recursive: true });
});

async function send(path: string, bearer: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${bearer}`, origin: ORIGIN, "content-type": "application/json" };
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as Record<string, unknown>;
}

async function usher(...args: readonly string[]): Promise<RecordingContext & { code: number }> {
  const context = recordingContext({ cwd: project, environment: { USHER_ADMIN_KEY: ADMIN_KEY } });
  return { ...context, code: await runCliIn(context, args) };
}

test("explain says why not, from the data directory of a running server and over HTTP alike", async () => {
  const direct = await usher("explain", "--user", "ada");
  expect(direct.errors).toEqual([]);
  expect(direct.code).toBe(0);
  expect(direct.printed.join("\n")).toContain("at least 3 × “save” within 120 s: 2 of 3, 1 to go");
  const remote = await usher("explain", "--session", session, "--host", url);
  expect(remote.errors).toEqual([]);
  expect(remote.printed.join("\n")).toContain("2 of 3, 1 to go");
  const json = await usher("explain", "--session", session, "--json");
  expect(JSON.parse(json.printed.join(""))).toMatchObject({ sessionId: session, disagreements: [] });
});

test("explain with changed rules says that they changed", async () => {
  const { printed } = await usher("explain", "--user", "ada", "--config", "draft.config.ts", "--data-dir", "data");
  expect(printed.join("\n")).toContain("saves: then not_met, now held (no_audience)");
});

test("explain asks for what is missing", async () => {
  expect((await usher("explain")).errors.join()).toContain("--session <id> or --user <id>");
  expect((await usher("explain", "--user", "nobody")).errors.join()).toContain("no session at that moment");
  expect((await usher("explain", "--user", "ada", "--at", "soon")).errors.join()).toContain("--at soon");
  expect((await usher("explain", "--user", "ada", "--data-dir", "elsewhere")).errors.join()).toContain(
    "no Usher database",
  );
  const refused = await usher("explain", "--user", "ada", "--host", url, "--admin-key", "wrong");
  expect(refused.code).toBe(1);
  expect(refused.errors.join()).toContain("401");
});

test("backtest plays a draft over the stored sessions, with progress kept off standard output", async () => {
  const { code, printed, errors } = await usher("backtest", "draft.config.ts", "--data-dir", "data", "--since", "7d");
  expect(code).toBe(0);
  expect(errors).toEqual(["1 sessions"]);
  expect(printed.join("\n")).toContain("1 sessions of 1 people, 2 actions");
  expect(printed.join("\n")).toContain("held: no_audience 1");
  const json = await usher(
    "backtest",
    "draft.config.ts",
    "--data-dir",
    "data",
    "--against",
    "usher.config.ts",
    "--json",
  );
  expect(JSON.parse(json.printed.join(""))).toMatchObject({ sessions: 1, baseline: { kind: "rules" } });
  expect((await usher("backtest", "draft.config.ts", "--since", "soon")).errors.join()).toContain("--since soon");
});

test("replay exits with 1 and a readable difference when a scenario differs", async () => {
  const story = (offers: readonly object[]) => ({
    title: "Two saves",
    triggers: [
      {
        id: "saves",
        page: "/projects",
        when: { type: "count", label: "save", at_least: 2, within_s: 60 },
        until: { type: "happened", label: "apply" },
        howTo: {
          id: "help",
          title: "Help",
          page: "/projects",
          goal: "Done.",
          steps: [{ id: "one", title: "One", description: "Click.", target: { selectors: ["#one"] } }],
        },
        offer: { body: "Help?" },
      },
    ],
    steps: [1, 2].map((at) => ({ at_s: at, event: { type: "click", url: "/projects", element: { label: "Save" } } })),
    expect: { offers },
  });
  writeFileSync(join(project, "right.json"), JSON.stringify(story([{ trigger: "saves", at_s: 2 }])));
  writeFileSync(join(project, "wrong.json"), JSON.stringify(story([])));
  writeFileSync(join(project, "broken.json"), JSON.stringify({ ...story([]), steps: [{ at_s: -1 }] }));

  const right = await usher("replay", "right.json");
  expect(right).toMatchObject({ code: 0, printed: ["ok   right.json: Two saves (saves at 2 s)"] });
  const wrong = await usher("replay", "right.json", "wrong.json");
  expect(wrong.code).toBe(1);
  expect(wrong.printed).toContain("     unexpected offer: saves at 2 s");
  const json = await usher("replay", "wrong.json", "--json");
  expect(JSON.parse(json.printed.join(""))).toMatchObject({ ok: false, scenarios: [{ file: "wrong.json" }] });
  const broken = await usher("replay", "broken.json");
  expect(broken.code).toBe(1);
  expect(broken.errors.join()).toContain("steps[0].at_s");
  expect((await usher("replay", "nowhere.json")).errors.join()).toContain("nowhere.json cannot be read");
});

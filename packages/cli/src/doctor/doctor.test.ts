import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DataDirectoryState, loadConfig, type UsherConfig } from "@usher/server";
import { afterAll, describe, expect, test } from "vitest";
import { runCliIn } from "../run-cli.ts";
import { recordingContext } from "../testing/recording-context.ts";
import { checkConfig } from "./check-config.ts";
import { checkData } from "./check-data.ts";
import { checkNetwork } from "./check-network.ts";
import type { Finding } from "./finding.ts";

const folder = mkdtempSync(join(tmpdir(), "usher-doctor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.UTC(2026, 4, 19);
const healthy: DataDirectoryState = {
  dir: "/data",
  exists: true,
  isOpenToOthers: false,
  writeError: undefined,
  freeBytes: 50 * 1024 ** 3,
  flushMs: 1.5,
  integrity: "ok",
  writtenAt: NOW - 1_000,
  owner: undefined,
};

function config(more: Partial<UsherConfig> = {}) {
  const product = {
    id: "app",
    publishableKeys: ["pk_test_app"],
    origins: ["https://app.example.com"],
    identitySecrets: ["a secret of at least 32 characters!"],
    triggers: [],
  };
  return loadConfig({ file: { products: [product], ...more }, environment: {}, flags: {} });
}

const worst = (findings: readonly Finding[], check: string): string | undefined =>
  findings.find((finding) => finding.check === check && finding.result !== "ok")?.result;

describe("what the data directory may have", () => {
  const of = (change: Partial<DataDirectoryState>, now = NOW) => checkData({ ...healthy, ...change }, now, () => true);

  test("nothing: all is well", () => {
    expect(of({}).map(({ result }) => result)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect(
      of({ exists: false, integrity: undefined, writtenAt: undefined }).every(({ result }) => result === "ok"),
    ).toBe(true);
  });

  test.each<[string, Partial<DataDirectoryState>, string, "warn" | "fail"]>([
    ["no permission to write", { writeError: "EACCES", flushMs: undefined }, "data", "fail"],
    ["readable by others", { isOpenToOthers: true }, "data", "warn"],
    ["little space", { freeBytes: 500 * 1024 ** 2 }, "disk", "warn"],
    ["hardly any", { freeBytes: 10 * 1024 ** 2 }, "disk", "fail"],
    ["a slow disk", { flushMs: 120 }, "flush", "warn"],
    ["a damaged database", { integrity: "*** in database main ***" }, "store", "fail"],
    ["a clock that was set back", { writtenAt: NOW + 3_600_000 }, "clock", "warn"],
  ])("%s", (_, change, check, result) => {
    const findings = of(change);
    expect(worst(findings, check)).toBe(result);
    for (const finding of findings) if (finding.result !== "ok") expect(finding.fix).not.toBe("");
  });

  test("a clock that was never set", () => {
    expect(worst(of({}, 0), "clock")).toBe("fail");
  });
});

test("a public address asks for more: a named proxy, origins out there, somebody to read the metrics", () => {
  expect(checkConfig(config()).every(({ result }) => result === "ok")).toBe(true);
  const findings = checkConfig(
    config({ server: { publicUrl: "https://usher.example.com" }, debug: true, limits: false }),
  );
  for (const check of ["proxy", "metrics", "debug", "limits"]) expect(worst(findings, check)).toBe("warn");
});

describe("what answers", () => {
  const server = { port: 0 };
  const llm = { baseUrl: "https://llm.example.com/v1", model: "small" };
  const answering = (answers: Readonly<Record<string, () => Response>>): typeof fetch =>
    (async (url: string) => {
      const answer = answers[String(url)];
      if (answer === undefined) throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ENOTFOUND" } });
      return answer();
    }) as typeof fetch;
  const app = { "https://app.example.com": () => new Response() };

  test("everything", async () => {
    const request = answering({
      ...app,
      "https://llm.example.com/v1/models": () => Response.json({ data: [{ id: "small" }] }),
      "https://usher.example.com/healthz": () => Response.json({ status: "ok" }),
    });
    const all = config({ server: { ...server, publicUrl: "https://usher.example.com" }, llm });
    expect((await checkNetwork(all, request)).map(({ result }) => result)).toEqual(["ok", "ok", "ok", "ok"]);
  });

  test.each<[string, () => Response, "warn" | "fail"]>([
    ["refuses the key", () => new Response("", { status: 401 }), "fail"],
    ["is something else", () => new Response("", { status: 404 }), "warn"],
    ["does not have the model", () => Response.json({ data: [{ id: "large" }] }), "warn"],
  ])("a model server that %s", async (_, answer, result) => {
    const request = answering({ ...app, "https://llm.example.com/v1/models": answer });
    expect(worst(await checkNetwork(config({ server, llm }), request), "model")).toBe(result);
  });

  test("nothing: the model fails, an origin is only doubtful", async () => {
    const findings = await checkNetwork(config({ server, llm }), answering({}));
    expect([worst(findings, "model"), worst(findings, "origin")]).toEqual(["fail", "warn"]);
    expect(JSON.stringify(findings)).toContain("ENOTFOUND");
  });

  test("a port that something else has", async () => {
    const other = createServer((socket) => socket.end("hello\r\n"));
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
    });
    try {
      expect(worst(await checkNetwork(config({ server: { port } }), answering(app)), "port")).toBe("fail");
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
  });
});

describe("usher doctor", () => {
  test("on a folder without anything: in order, and nothing is left behind", async () => {
    const context = recordingContext({ cwd: folder, environment: { USHER_PORT: "0" } });
    expect(await runCliIn(context, ["doctor", "--data-dir", join(folder, "data"), "--json"])).toBe(0);
    const report = JSON.parse(context.printed.join("")) as { ok: boolean; findings: Finding[] };
    expect(report.ok).toBe(true);
    expect(report.findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["node", "config", "data", "disk", "flush", "store", "clock", "port", "model"]),
    );
  });

  test("every problem of a configuration is a finding, and the exit code says so", async () => {
    writeFileSync(join(folder, "usher.config.mjs"), "export default { products: [{ id: 'App' }] };\n");
    const context = recordingContext({ cwd: folder });
    expect(await runCliIn(context, ["doctor"])).toBe(1);
    const text = context.printed.join("\n");
    expect(text).toContain("products[0].origins");
    expect(text).toContain("products[0].publishableKeys");
    expect(text).toContain("→");
    expect(text).not.toContain("\u001b");
  });
});

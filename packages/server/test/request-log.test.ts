import { Writable } from "node:stream";
import { UsherError } from "@usher/core";
import { pino } from "pino";
import { expect, test } from "vitest";
import { openEmbeddedStore } from "../src/adapters/sql/open-embedded.ts";
import type { Logger } from "../src/observe/logger.ts";
import type { Store } from "../src/ports/store.ts";
import { KEY, ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { startTestServer } from "./support/start-test-server.ts";

const CANARY = "canary-7f3e91";

function recordingLog(): { readonly log: Logger; lines(): Record<string, unknown>[]; text(): string } {
  let text = "";
  const sink = new Writable({
    write(chunk, _, done) {
      text += chunk;
      done();
    },
  });
  const lines = () =>
    text
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log: pino({ level: "debug", base: null }, sink), lines, text: () => text };
}

test("one line per request: id, route, status, time, product", async () => {
  const { log, lines } = recordingLog();
  const server = await startTestServer(sampleConfig(), { log });
  try {
    const page = await server.page();
    await page.capture({});
    const requests = lines().filter(({ msg }) => msg === "request");
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({ method: "POST", route: "/v1/capture", status: 200, productId: "projects" });
    expect(requests[1]?.requestId).toMatch(/^req_/);
    expect(typeof requests[1]?.ms).toBe("number");
  } finally {
    await server.stop();
  }
});

test("nothing a client sends reaches the log: not in keys, bodies, queries, paths or headers", async () => {
  const { log, lines, text } = recordingLog();
  const server = await startTestServer(sampleConfig({}, { adminKey: `${CANARY}-admin-key-of-32-characters` }), { log });
  const { url } = server;
  try {
    const page = await server.page();
    await page.capture({
      type: "click",
      title: CANARY,
      url: `${ORIGIN}/projects/${CANARY}?q=${CANARY}`,
      element: { role: "button", label: CANARY },
    });
    await page.threeSaves();
    await page.post("/v1/capture", { events: [{ [CANARY]: CANARY }], [CANARY]: 1 });
    await page.post(`/v1/offers/${CANARY}/outcome`, { outcome: CANARY });
    await page.chat({ text: CANARY }).catch(() => {});
    const odd = {
      authorization: `Bearer ${CANARY}`,
      cookie: CANARY,
      "user-agent": CANARY,
      origin: `https://${CANARY}.test`,
    };
    for (const path of ["/v1/session", "/v1/capture", "/v1/nudges", "/v1/admin/explain", `/${CANARY}`, "/metrics"]) {
      await fetch(`${url}${path}?key=${CANARY}`, { headers: odd });
      await fetch(`${url}${path}?key=${CANARY}`, { method: "POST", headers: odd, body: `{"${CANARY}":"${CANARY}"}` });
      await fetch(`${url}${path}`, {
        method: "POST",
        headers: { ...odd, authorization: `Bearer ${KEY}` },
        body: CANARY,
      });
    }
    expect(lines().length).toBeGreaterThan(20);
    expect(text()).not.toContain(CANARY);
  } finally {
    await server.stop();
  }
});

test("a 5xx is logged once as an error, with its cause and the request's id, and answered without", async () => {
  const { log, lines } = recordingLog();
  const whole = await openEmbeddedStore({ memory: true });
  const cause = new Error("disk I/O error");
  const commitStep = () => Promise.reject(new UsherError("store_unavailable", "The store could not write.", { cause }));
  const store = Object.create(whole, { commitStep: { value: commitStep } }) as Store;
  const server = await startTestServer(sampleConfig(), { log, store });
  try {
    const page = await server.page();
    const answer = await page.post<{ request_id: string }>("/v1/capture", {
      events: [{ id: "e1", type: "click", at: Date.now(), url: `${ORIGIN}/projects` }],
    });
    expect(answer.status).toBe(503);
    const failures = lines().filter(({ msg }) => msg === "request failed");
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ requestId: answer.body.request_id, code: "store_unavailable" });
    expect(failures[0]?.cause).toBe("Error: disk I/O error");
    expect(JSON.stringify(answer.body)).not.toContain("disk");
    expect(answer.headers.get("retry-after")).toBe("1");
    const snapshot = await server.metrics.snapshot();
    expect(snapshot['ingest_events_total{result="failed",reason="",source="page"}']).toBe(1);
    expect(snapshot.ingest_events_unaccounted).toBe(0);
  } finally {
    await server.stop();
  }
});

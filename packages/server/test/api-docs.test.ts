import { afterAll, beforeAll, expect, test } from "vitest";
import { apiDescription } from "../src/http/openapi/api-description.ts";
import { KEY, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer(sampleConfig({}, { debug: true, adminKey: "an admin key of at least 32 characters" }));
});
afterAll(() => server.stop());

test("every route that is registered is described, and every route that is described is registered", () => {
  const registered = server.app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path.length > 1 ? path.replace(/\/$/, "") : path}`);
  const described = apiDescription.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
  expect(registered.filter((route) => !described.includes(route))).toEqual([]);
  expect(described.filter((route) => !registered.includes(route))).toEqual([]);
});

test("/openapi.json and /docs are there for anybody, say nothing of this installation, and may load nothing", async () => {
  for (const path of ["/openapi.json", "/docs"]) {
    const answer = await fetch(`${server.url}${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const text = await answer.text();
    for (const secret of [KEY, "an admin key of at least", "pk_test_other"]) expect(text.includes(secret)).toBe(false);
  }
  expect(await (await fetch(`${server.url}/openapi.json`)).json()).toMatchObject({ openapi: "3.1.0" });
});

test("routes whose description asks for a credential refuse who has none", async () => {
  const closed = apiDescription.filter(({ access }) => !access.includes("public") && !access.includes("source"));
  expect(closed.length).toBeGreaterThan(20);
  for (const { method, path, access } of closed) {
    const address = `${server.url}${path.replace(/:\w+/g, "projects")}`;
    const answer = await fetch(address, { method: method.toUpperCase(), ...(method === "get" ? {} : { body: "{}" }) });
    // The token of a beacon is in its body, which is therefore read first.
    const refusals = access[0] === "session" ? [400, 401] : [401, 403];
    expect([`${method} ${path}`, refusals.includes(answer.status)]).toEqual([`${method} ${path}`, true]);
    await answer.body?.cancel();
  }
});

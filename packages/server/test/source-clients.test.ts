import { Analytics } from "@segment/analytics-node";
import { PostHog } from "posthog-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordedRequests } from "../../integrations/test/recorded-requests.ts";
import { KEY, ORIGIN, sampleConfig } from "./support/sample-config.ts";
import { startTestServer, type TestServer } from "./support/start-test-server.ts";

const SECRET_KEY = "sk_test_0123456789012345678901234567890123456789";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer(
    sampleConfig({
      secretKeys: [SECRET_KEY],
      sources: {
        posthog: { keys: ["phc_test"], allowServerEvents: true },
        segment: { keys: ["wk_test"], allowServerEvents: true },
        rudderstack: { keys: ["wk_test"] },
      },
    }),
  );
});
afterAll(() => server.stop());

async function actionsOf(userId: string): Promise<{ title: string; label: string; sessionId: string }[]> {
  const actions = await server.store.activity.userActions("projects", userId, 0, 500);
  return actions.map(({ sessionId, action: { title, label } }) => ({ sessionId, title, label }));
}

describe("posthog-node", () => {
  test.each([
    ["a secret key", SECRET_KEY],
    ["the publishable key, where the product allows it", KEY],
  ])("with %s: events and who it is about arrive", async (_, key) => {
    const distinctId = `node-${key.slice(0, 2)}`;
    const failures: unknown[] = [];
    const client = new PostHog(key, { host: server.url, flushAt: 20, fetchRetryCount: 0 });
    client.on("error", (error) => failures.push(error));
    client.identify({ distinctId, properties: { email: `${distinctId}@example.com`, plan: "team" } });
    client.capture({ distinctId, event: "invoice paid", properties: { total: 3 } });
    client.capture({ distinctId, event: "report sent" });
    await client.shutdown();
    expect(failures).toEqual([]);
    const actions = await actionsOf(distinctId);
    expect(actions.map(({ label }) => label)).toEqual(["invoice paid", "report sent"]);
    expect(new Set(actions.map(({ sessionId }) => sessionId)).size).toBe(1);
    const person = await server.store.activity.findPerson("projects", distinctId);
    expect(person).toMatchObject({ email: `${distinctId}@example.com`, traits: { plan: "team" } });
  });
});

describe("@segment/analytics-node", () => {
  test.each([
    ["a secret key", SECRET_KEY],
    ["the publishable key, where the product allows it", KEY],
  ])("with %s: tracks, pages and who it is about arrive", async (_, writeKey) => {
    const userId = `segment-${writeKey.slice(0, 2)}`;
    const failures: unknown[] = [];
    const analytics = new Analytics({ writeKey, host: server.url, maxRetries: 0 });
    analytics.on("error", (error) => failures.push(error));
    analytics.identify({ userId, traits: { email: `${userId}@example.com` } });
    analytics.track({ userId, event: "Order Completed", properties: { total: 3 } });
    analytics.page({ userId, name: "Pricing", properties: { url: `${ORIGIN}/pricing` } });
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
    const titles = (await actionsOf(userId)).map(({ title }) => title);
    expect(titles).toHaveLength(2);
    expect(titles.join()).toContain("Order Completed");
    expect(titles.join()).toContain("Pricing");
    expect(await server.store.activity.findPerson("projects", userId)).toMatchObject({
      email: `${userId}@example.com`,
    });
  });
});

describe("what clients were recorded to send is taken, and what was acknowledged is stored", () => {
  test.each([
    ["posthog-js-1.257", "demo-user-1"],
    ["posthog-js-1.434", "demo-user-1"],
    ["posthog-js-1.434-batched", "demo-user-1"],
    ["segment-analytics-next-1.84", "u1"],
    ["segment-analytics-node-3.1", "u1"],
    ["rudderstack-js-3.34", "u1"],
  ])("%s", async (recording, userId) => {
    const fresh = await startTestServer(
      sampleConfig({
        sources: {
          posthog: { keys: ["phc_test"] },
          segment: { keys: ["wk_test"], allowServerEvents: true },
          rudderstack: { keys: ["wk_test"] },
        },
      }),
    );
    try {
      for (const { path, query, headers, body } of recordedRequests(recording)) {
        const url = `${fresh.url}${path}?${new URLSearchParams(query)}`;
        const sent = { ...headers, ...(recording.includes("-node-") ? {} : { origin: ORIGIN }) };
        const response = await fetch(url, { method: "POST", headers: sent, body: body as BodyInit });
        expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
      }
      const actions = await fresh.store.activity.userActions("projects", userId, 0, 500);
      expect(actions.length).toBeGreaterThan(0);
      const counted = await fresh.metrics.snapshot();
      const stored = Object.entries(counted).filter(([name]) => name.startsWith('ingest_events_total{result="stored"'));
      expect(stored.reduce((sum, [, count]) => sum + count, 0)).toBeGreaterThanOrEqual(actions.length);
      expect(counted.ingest_events_unaccounted).toBe(0);
    } finally {
      await fresh.stop();
    }
  });
});

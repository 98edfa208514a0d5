import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";

test("events add up: received minus every result is what is in flight", async () => {
  const metrics = createMetrics();
  metrics.received("page", 10);
  metrics.events({ result: "stored", source: "page" }, 4);
  metrics.events({ result: "duplicate", source: "page" }, 3);
  metrics.events({ result: "rejected", source: "page", reason: "too_long" });
  expect((await metrics.snapshot()).ingest_events_unaccounted).toBe(2);
  metrics.events({ result: "dropped", source: "page", reason: "low_signal" }, 2);
  const snapshot = await metrics.snapshot();
  expect(snapshot.ingest_events_unaccounted).toBe(0);
  expect(snapshot['ingest_events_received_total{source="page"}']).toBe(10);
  expect(snapshot['ingest_events_total{result="rejected",reason="too_long",source="page"}']).toBe(1);
});

test("a label takes a hundred values, then all others together", async () => {
  const metrics = createMetrics();
  for (let index = 0; index < 1_000; index++) {
    metrics.events({ result: "rejected", source: "page", reason: `reason ${index}` });
  }
  const snapshot = await metrics.snapshot();
  const reasons = Object.keys(snapshot).filter((name) => name.startsWith("ingest_events_total"));
  expect(reasons).toHaveLength(101);
  expect(snapshot['ingest_events_total{result="rejected",reason="other",source="page"}']).toBe(900);
});

test("gauges are read when somebody looks; one that cannot be read is left out", async () => {
  const metrics = createMetrics();
  expect((await metrics.snapshot()).disk_free_bytes).toBeUndefined();
  metrics.read("disk_free_bytes", async () => 4_096);
  metrics.read("webhook_dead", () => {
    throw new Error("no such thing");
  });
  const snapshot = await metrics.snapshot();
  expect(snapshot.disk_free_bytes).toBe(4_096);
  expect(snapshot.webhook_dead).toBeUndefined();
});

test("two servers in one process do not share counters", async () => {
  const [one, other] = [createMetrics({ process: true }), createMetrics({ process: true })];
  one.rateLimited("ip");
  expect((await one.snapshot())['rate_limited_total{limit="ip"}']).toBe(1);
  expect((await other.snapshot())['rate_limited_total{limit="ip"}']).toBeUndefined();
  expect(await other.render()).toContain("nodejs_eventloop_lag_seconds");
});

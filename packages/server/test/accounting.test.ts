import { randomUUID } from "node:crypto";
import type { CaptureReply } from "@usher/core";
import { expect, test } from "vitest";
import { parseSamples } from "../src/observe/metrics.ts";
import { ORIGIN } from "./support/sample-config.ts";
import { batchOf, clickOn, postFromPage, posthogEvent } from "./support/source-client.ts";
import { startTestServer } from "./support/start-test-server.ts";

const PAGES = 8;
const BATCHES = 25;

/** What the senders know: what they sent, and what the answers said became of it. */
interface Sent {
  events: number;
  accepted: number;
  duplicate: number;
  rejected: number;
  gaveUp: number;
}

test("every event that was sent is accounted for: by the senders, by /metrics alone, and by what is stored", async () => {
  const server = await startTestServer();
  const sent: Sent = { events: 0, accepted: 0, duplicate: 0, rejected: 0, gaveUp: 0 };
  try {
    const pages = await Promise.all(Array.from({ length: PAGES }, () => server.page()));
    await Promise.all(
      pages.map(async (page, number) => {
        let earlier: object[] = [];
        for (let batch = 0; batch < BATCHES; batch++) {
          const fresh = Array.from({ length: 1 + ((number + batch) % 5) }, () => event());
          const events = [...fresh, ...earlier, ...(batch % 3 === 0 ? [broken(batch)] : [])];
          const dropped = batch % 4 === 0 ? 2 : 0;
          earlier = batch % 2 === 0 ? fresh : [];
          const { status, body } = await page.post<CaptureReply>("/v1/capture", {
            events,
            queue: { dropped, retries: 0 },
          });
          expect(status).toBe(200);
          count(sent, events.length, body, dropped);
        }
        // All of it wrong: refused as a whole, and still counted one by one.
        const refused = await page.post("/v1/capture", { events: [broken(0), broken(1)] });
        expect(refused.status).toBe(400);
        count(sent, 2, { accepted: 0, duplicate: 0, rejected: [{}, {}] }, 0);
      }),
    );

    const metrics = parseSamples(await (await fetch(`${server.url}/metrics`)).text());
    const of = (result: string): number =>
      Object.entries(metrics)
        .filter(([name]) => name.startsWith(`ingest_events_total{result="${result}"`))
        .reduce((sum, [, value]) => sum + value, 0);
    const received = metrics['ingest_events_received_total{source="page"}'];

    expect(received).toBe(sent.events);
    expect({
      stored: of("stored"),
      duplicate: of("duplicate"),
      rejected: of("rejected"),
      failed: of("failed"),
    }).toEqual({
      stored: sent.accepted,
      duplicate: sent.duplicate,
      rejected: sent.rejected,
      failed: 0,
    });
    expect(received).toBe(of("stored") + of("duplicate") + of("rejected") + of("quarantined") + of("dropped"));
    expect(metrics.ingest_events_unaccounted).toBe(0);
    expect(metrics.ingest_client_dropped_total).toBe(sent.gaveUp);
    expect(sent.duplicate).toBeGreaterThan(100);
    expect(sent.rejected).toBeGreaterThan(50);

    const stored = await Promise.all(
      pages.map(({ session }) => server.store.recentActions("projects", session.session_id, 100_000)),
    );
    expect(stored.reduce((sum, actions) => sum + actions.length, 0)).toBe(of("stored"));
  } finally {
    await server.stop();
  }
});

test("what other sources send is accounted for in the same way", async () => {
  const server = await startTestServer();
  try {
    const sent = { events: 0 };
    const post = async (...batch: readonly object[]): Promise<void> => {
      sent.events += batch.length;
      const { status } = await postFromPage(`${server.url}/batch/`, batchOf(...batch));
      expect(status).toBe(200);
    };
    const clicks = Array.from({ length: 40 }, (_, index) => clickOn(`Button ${index}`));
    for (let at = 0; at < clicks.length; at += 8) await post(...clicks.slice(at, at + 8));
    // Sent again, as clients do when an answer was lost.
    await Promise.all([post(...clicks.slice(0, 10)), post(...clicks.slice(5, 15))]);
    // Recordings and other noise are dropped, and what is no event is refused.
    await post(posthogEvent("$web_vitals"), posthogEvent("$snapshot"), clickOn("Last"));
    await post({ event: 7 }, clickOn("After a broken one"));

    const metrics = parseSamples(await (await fetch(`${server.url}/metrics`)).text());
    const sum = (prefix: string): number =>
      Object.entries(metrics).reduce((total, [name, value]) => (name.startsWith(prefix) ? total + value : total), 0);
    expect(sum('ingest_events_received_total{source="posthog"')).toBe(sent.events);
    expect(sum("ingest_events_total{")).toBe(sent.events);
    expect(sum('ingest_events_total{result="stored"')).toBe(42);
    expect(sum('ingest_events_total{result="duplicate"')).toBe(20);
    expect(sum('ingest_events_total{result="dropped"') + sum('ingest_events_total{result="rejected"')).toBe(3);
    expect(metrics.ingest_events_unaccounted).toBe(0);
    const { entries } = await server.store.stream.entriesAfter("projects", 0, 1_000);
    const streamed = entries.flatMap(({ data }) => (JSON.parse(data) as { actions: unknown[] }).actions);
    expect(streamed).toHaveLength(42);
  } finally {
    await server.stop();
  }
});

function event(): object {
  const element = { role: "button", label: "Export" };
  return { id: randomUUID(), type: "click", at: Date.now(), url: `${ORIGIN}/reports`, element };
}

function broken(variant: number): object {
  return variant % 2 === 0 ? { id: randomUUID(), type: "no such type" } : { ...event(), url: 7 };
}

function count(
  sent: Sent,
  events: number,
  reply: { readonly accepted: number; readonly duplicate: number; readonly rejected: readonly unknown[] },
  dropped: number,
): void {
  sent.events += events;
  sent.accepted += reply.accepted;
  sent.duplicate += reply.duplicate;
  sent.rejected += reply.rejected.length;
  sent.gaveUp += dropped;
}

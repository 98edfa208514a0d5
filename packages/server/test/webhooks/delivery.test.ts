import { WebhookReceiver } from "@usher/node";
import { afterEach, expect, test } from "vitest";
import { RETRY_WAITS_MS } from "../../src/webhooks/judge-attempt.ts";
import { openRig, PRODUCT, type Rig } from "./support/rig.ts";
import { openSink, type Sink, status } from "./support/sink.ts";

const HOUR = 3_600_000;
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

/** A rig with one endpoint at each sink. */
async function rigFor(...sinks: readonly Sink[]): Promise<{ rig: Rig; ids: string[]; secrets: string[] }> {
  const rig = await openRig({ allow: sinks.map(({ origin }) => origin) });
  opened.push(rig);
  const made = [];
  for (const sink of sinks) made.push(await rig.webhooks.endpoints.create(PRODUCT, sink.url));
  return { rig, ids: made.map(({ endpoint }) => endpoint.endpointId), secrets: made.map(({ secret }) => secret) };
}

async function sinkOf(...answer: Parameters<typeof openSink>): Promise<Sink> {
  const sink = await openSink(...answer);
  opened.push(sink);
  return sink;
}

test("what happens is told at once, and @usher/node takes it once", async () => {
  const sink = await sinkOf(status(200));
  const { rig, secrets } = await rigFor(sink);
  await rig.tell("s1", "Ada opened billing");
  await rig.webhooks.idle();
  expect(sink.received).toHaveLength(1);
  const [{ headers, body, id } = { headers: {}, body: "", id: "" }] = sink.received;
  expect(JSON.parse(body)).toMatchObject({ type: "summary", session_id: "s1", summary: "Ada opened billing" });
  expect(id).toMatch(/^msg_/);
  expect(headers).toMatchObject({ "content-type": "application/json" });
  expect(headers.authorization).toBeUndefined();
  expect(JSON.stringify(headers)).not.toContain(secrets[0]);

  const summaries: string[] = [];
  const receiver = new WebhookReceiver({
    secret: secrets[0] ?? "",
    onSummary: ({ summary }) => summaries.push(summary),
    maxAgeMs: null,
    toleranceMs: Math.abs(Date.now() - rig.clock.now()) + 60_000,
  });
  const asSent = headers as Record<string, string>;
  expect(await receiver.handle(Buffer.from(body), asSent)).toMatchObject({ type: "handled" });
  expect(await receiver.handle(Buffer.from(body), asSent)).toMatchObject({ type: "duplicate" });
  expect(summaries).toEqual(["Ada opened billing"]);
  expect(await rig.deliveries()).toMatchObject([{ status: "delivered", attempts: 1, lastFailure: null }]);
  expect(await rig.metrics.snapshot()).toMatchObject({ 'webhook_attempts_total{result="delivered"}': 1 });
});

test("an endpoint begins with what happens after it was made", async () => {
  const sink = await sinkOf(status(204));
  const rig = await openRig({ allow: [sink.origin] });
  opened.push(rig);
  await rig.tell("s1", "before");
  await rig.webhooks.endpoints.create(PRODUCT, sink.url);
  await rig.tell("s1", "after");
  await rig.webhooks.idle();
  expect(sink.received.map(({ body }) => JSON.parse(body).summary)).toEqual(["after"]);
});

test("the whole schedule: ten attempts over 75 hours under one id, then the dead-letter list, then redrive", async () => {
  let now = (): number => 0;
  const sink = await sinkOf(status(500), () => now());
  const { rig, ids } = await rigFor(sink);
  const [id = ""] = ids;
  now = rig.clock.now;
  await rig.tell("s1");
  await rig.webhooks.idle();
  while (await rig.toNext(id)) expect(sink.received.length).toBeLessThanOrEqual(10);

  expect(sink.received).toHaveLength(10);
  expect(new Set(sink.received.map((one) => one.id)).size).toBe(1);
  for (let attempt = 1; attempt < 10; attempt++) {
    const gap = (sink.received[attempt]?.at ?? 0) - (sink.received[attempt - 1]?.at ?? 0);
    const planned = RETRY_WAITS_MS[attempt] ?? 0;
    expect(gap).toBeGreaterThanOrEqual(0.8 * planned);
    expect(gap).toBeLessThanOrEqual(1.2 * planned);
  }
  const stamps = sink.received.map(({ headers }) => Number(headers["webhook-timestamp"]));
  expect(stamps).toEqual(sink.received.map(({ at }) => Math.floor(at / 1_000)));
  expect(rig.clock.now() - (sink.received[0]?.at ?? 0)).toBeGreaterThan(60 * HOUR);
  const [dead] = await rig.deliveries("dead");
  expect(dead).toMatchObject({ attempts: 10, nextAttemptAt: null, lastFailure: "HTTP 500" });
  expect(await rig.metrics.snapshot()).toMatchObject({
    'webhook_attempts_total{result="retried"}': 9,
    'webhook_attempts_total{result="dead"}': 1,
    webhook_dead: 1,
  });

  sink.answer(status(200));
  expect(await rig.webhooks.endpoints.redriveDead(PRODUCT, id)).toBe(1);
  await rig.webhooks.idle();
  expect(sink.received).toHaveLength(11);
  expect(sink.received[10]?.id).toBe(dead?.deliveryId);
  expect(await rig.deliveries("dead")).toEqual([]);
  expect(await rig.deliveries("delivered")).toHaveLength(1);
});

test("first attempts of one session come in order, however many run side by side", async () => {
  let open = 0;
  let most = 0;
  const running = new Set<string>();
  const sink = await sinkOf(({ sessionId }, response) => {
    expect(running.has(sessionId)).toBe(false);
    running.add(sessionId);
    open += 1;
    most = Math.max(most, open);
    setTimeout(() => {
      open -= 1;
      running.delete(sessionId);
      response.writeHead(Number(sessionId) % 3 === 0 ? 500 : 200).end();
    }, 2);
  });
  const { rig } = await rigFor(sink);
  const told: Record<string, string[]> = {};
  for (let index = 0; index < 150; index++) {
    const sessionId = String((index * 7) % 10);
    const text = `number ${index}`;
    told[sessionId] = [...(told[sessionId] ?? []), text];
    await rig.tell(sessionId, text);
  }
  await rig.webhooks.idle();
  const heard: Record<string, string[]> = {};
  for (const { sessionId, body } of sink.received) {
    heard[sessionId] = [...(heard[sessionId] ?? []), JSON.parse(body).summary];
  }
  expect(heard).toEqual(told);
  expect(most).toBeLessThanOrEqual(4);
  expect(most).toBeGreaterThan(1);
});

test("endpoints that fail or hang take nothing from one that works", async () => {
  const failing = await sinkOf(status(500));
  const hanging = await sinkOf(() => {});
  const healthy = await sinkOf(status(200));
  const { rig, ids } = await rigFor(failing, hanging, healthy);
  for (let index = 0; index < 60; index++) await rig.tell(`s${index % 20}`);
  await healthy.until(60);
  expect(new Set(healthy.received.map(({ id }) => id)).size).toBe(60);
  await failing.until(60);
  // Four attempts are all it gets at a time.
  await hanging.until(4);
  expect(hanging.received).toHaveLength(4);
  const left = () => rig.store.webhooks.dueDeliveries(PRODUCT, ids[2] ?? "", rig.clock.now(), 10);
  // The receiver knows of a delivery a little before the store does.
  await expect.poll(left, { timeout: 15_000 }).toEqual([]);
});

test("a large entry is several deliveries, in order", async () => {
  const sink = await sinkOf(status(200));
  const { rig } = await rigFor(sink);
  const original = rig.store.stream.entriesAfter;
  const actions = Array.from({ length: 600 }, (_, index) => ({ index, title: "x".repeat(1_000) }));
  rig.store.stream.entriesAfter = async (...given) => {
    const page = await original(...given);
    const data = JSON.stringify({ type: "actions", session_id: "s1", count: 600, actions });
    return { ...page, entries: page.entries.map((entry) => ({ ...entry, data })) };
  };
  await rig.tell("s1");
  await rig.webhooks.idle();
  const payloads = sink.received.map(({ body }) => JSON.parse(body) as { actions: object[]; count: number });
  expect(payloads).toHaveLength(3);
  expect(payloads.flatMap((payload) => payload.actions)).toEqual(actions);
  expect(new Set(sink.received.map(({ id }) => id)).size).toBe(3);
});

test("disabled, it keeps its place; enabled again, it hears what it missed, or only what is new", async () => {
  const sink = await sinkOf(status(200));
  const { rig, ids } = await rigFor(sink);
  const [id = ""] = ids;
  const texts = (): string[] => sink.received.map(({ body }) => JSON.parse(body).summary);
  const { endpoints } = rig.webhooks;
  await endpoints.setEnabled(PRODUCT, id, { enabled: false, skipMissed: false });
  await rig.tell("s1", "missed");
  await rig.webhooks.idle();
  expect(texts()).toEqual([]);
  await endpoints.setEnabled(PRODUCT, id, { enabled: true, skipMissed: false });
  await rig.webhooks.idle();
  expect(texts()).toEqual(["missed"]);

  await endpoints.setEnabled(PRODUCT, id, { enabled: false, skipMissed: false });
  await rig.tell("s1", "skipped");
  await endpoints.setEnabled(PRODUCT, id, { enabled: true, skipMissed: true });
  await rig.tell("s1", "new");
  await rig.webhooks.idle();
  expect(texts()).toEqual(["missed", "new"]);
});

test("five days without a success disable it; what waits is delivered once it is enabled again", async () => {
  const sink = await sinkOf(status(503));
  const { rig, ids } = await rigFor(sink);
  const [id = ""] = ids;
  for (let hour = 0; hour <= 121; hour += 11) {
    await rig.tell("s1");
    await rig.webhooks.idle();
    await rig.clock.advance(11 * HOUR);
    await rig.webhooks.idle();
  }
  expect(rig.webhooks.find(PRODUCT, id)).toMatchObject({ status: "disabled" });
  const before = sink.received.length;
  await rig.tell("s1");
  await rig.clock.advance(100 * HOUR);
  await rig.webhooks.idle();
  expect(sink.received).toHaveLength(before);
  sink.answer(status(200));
  await rig.webhooks.endpoints.setEnabled(PRODUCT, id, { enabled: true, skipMissed: false });
  await rig.webhooks.idle();
  expect(await rig.deliveries("pending")).toEqual([]);
  expect((await rig.deliveries("delivered")).length).toBeGreaterThan(2);
});

test("rotated, both secrets sign for a day, then the new one alone", async () => {
  const sink = await sinkOf(status(200));
  const { rig, ids, secrets } = await rigFor(sink);
  const { secret } = await rig.webhooks.endpoints.rotate(PRODUCT, ids[0] ?? "");
  const verdicts = async (): Promise<string[]> => {
    await rig.tell("s1");
    await rig.webhooks.idle();
    const { headers, body } = sink.received.at(-1) ?? { headers: {}, body: "" };
    const toleranceMs = Math.abs(Date.now() - rig.clock.now()) + 60_000;
    return Promise.all(
      [secrets[0] ?? "", secret].map(async (one) => {
        const receiver = new WebhookReceiver({ secret: one, schemes: ["standard"], toleranceMs });
        return (await receiver.handle(Buffer.from(body), headers as Record<string, string>)).type;
      }),
    );
  };
  expect(await verdicts()).toEqual(["handled", "handled"]);
  await rig.clock.advance(24 * HOUR - 1);
  expect(await verdicts()).toEqual(["handled", "handled"]);
  await rig.clock.advance(1);
  expect(await verdicts()).toEqual(["rejected", "handled"]);
});

test("stopped and started again, it goes on where it was, under the same ids", async () => {
  const sink = await sinkOf(() => {});
  const { rig } = await rigFor(sink);
  for (let index = 0; index < 10; index++) await rig.tell(`s${index}`);
  await sink.until(4);
  const attempted = sink.received.map(({ id }) => id);
  sink.answer(status(200));
  const next = await rig.restart();
  opened.push({ close: () => next.webhooks.stop() });
  const delivered = (await next.deliveries("delivered")).map(({ deliveryId }) => deliveryId);
  expect(delivered).toHaveLength(10);
  expect(delivered).toEqual(expect.arrayContaining(attempted));
  // The four that were given up came a second time; nothing else did.
  expect(sink.received).toHaveLength(14);
});

test("deleted while attempts are under way, it leaves nothing behind", async () => {
  const sink = await sinkOf(() => {});
  const { rig, ids } = await rigFor(sink);
  for (let index = 0; index < 6; index++) await rig.tell(`s${index}`);
  await sink.until(4);
  const removing = rig.webhooks.endpoints.remove(PRODUCT, ids[0] ?? "");
  await rig.clock.advance(0);
  await removing;
  expect(await rig.deliveries()).toEqual([]);
  expect(rig.webhooks.list(PRODUCT)).toEqual([]);
  await expect(rig.webhooks.endpoints.test(PRODUCT, ids[0] ?? "")).rejects.toMatchObject({ code: "webhook_unknown" });
});

test("a store that fails for a while costs a pause, no delivery and no second one", async () => {
  const sink = await sinkOf(status(200));
  const { rig } = await rigFor(sink);
  const { saveDelivery, enqueue } = rig.store.webhooks;
  rig.store.webhooks.enqueue = () => Promise.reject(new Error("disk full"));
  await rig.tell("s1");
  await rig.webhooks.idle();
  expect(sink.received).toHaveLength(0);
  rig.store.webhooks.enqueue = enqueue;
  rig.store.webhooks.saveDelivery = () => Promise.reject(new Error("disk full"));
  await rig.clock.advance(5_000);
  await rig.webhooks.idle();
  rig.store.webhooks.saveDelivery = saveDelivery;
  await rig.clock.advance(5_000);
  await rig.webhooks.idle();
  expect(new Set(sink.received.map(({ id }) => id)).size).toBe(1);
  expect(await rig.deliveries("delivered")).toHaveLength(1);
});

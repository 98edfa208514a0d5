import { describe, expect, test } from "vitest";
import type { Metric } from "../metric.ts";
import { ManualClock } from "../testing/manual-clock.ts";
import { aPayload, titlesOf } from "../testing/payloads.ts";
import { RedisDouble } from "../testing/redis-double.ts";
import { RedisEventBuffer, type RedisEventBufferOptions } from "./redis-event-buffer.ts";

const NOW_S = 1_700_000_000;

function open(options: Partial<RedisEventBufferOptions> = {}) {
  const clock = new ManualClock(NOW_S * 1_000);
  const redis = new RedisDouble(clock);
  const metrics: Metric[] = [];
  const shared = { command: redis.command, clock, random: () => 0, onMetric: (metric: Metric) => metrics.push(metric) };
  const make = () => new RedisEventBuffer({ ...shared, ...options });
  return { clock, redis, metrics, buffer: make(), make };
}

describe("RedisEventBuffer", () => {
  test("gives back everything as it was, in order of moment, once", async () => {
    const { buffer } = open();
    const late = { ...aPayload("s1", ["b"], NOW_S - 1), conversationId: "c1", email: "a@b.c" };
    const early = aPayload("s2", ["a"], NOW_S - 2);
    const summary = { type: "summary", productId: "acme", sessionId: "s1", summary: "x", replaces: 2 } as const;
    await buffer.add(late);
    await buffer.add(early);
    await buffer.add({ ...summary, forwardedAtS: NOW_S });
    expect(await buffer.size()).toBe(3);
    expect(await buffer.drain()).toEqual([early, late, { ...summary, forwardedAtS: NOW_S }]);
    expect(await buffer.drain()).toEqual([]);
    expect(await buffer.size()).toBe(0);
  });

  test("one session can be fetched alone", async () => {
    const { buffer } = open();
    for (const session of ["s1", "s2", null]) await buffer.add(aPayload(session, [String(session)], NOW_S));
    expect(await buffer.drainSession("acme", "s1")).toHaveLength(1);
    expect(await buffer.drainSession("acme", null)).toHaveLength(1);
    expect(await buffer.drainSession("other", "s2")).toEqual([]);
    expect(await buffer.size()).toBe(1);
  });

  test("equal payloads stay two, and those of one moment keep their order", async () => {
    const { buffer } = open();
    const payloads = ["a", "a", "c", "b"].map((title) => aPayload("s1", [title], NOW_S));
    for (const payload of payloads) await buffer.add(payload);
    expect(await buffer.drainSession("acme", "s1")).toEqual(payloads);
  });

  test("several processes that drain at once: each payload goes to one of them", async () => {
    const { buffer, make } = open();
    for (let at = 0; at < 40; at++) await buffer.add(aPayload(`s${at % 4}`, [`t${at}`], NOW_S));
    const fetched = await Promise.all([make().drain(), make().drain(), buffer.drainSession("acme", "s1")]);
    const titles = titlesOf(fetched.flat().flatMap((payload) => (payload.type === "actions" ? [payload] : [])));
    expect(titles.sort()).toEqual(Array.from({ length: 40 }, (_, at) => `t${at}`).sort());
  });

  test("what nobody fetches expires, and what comes too late is counted", async () => {
    const { buffer, clock, redis, metrics } = open({ windowMs: 10_000 });
    await buffer.add(aPayload("s1", ["a"], NOW_S));
    await buffer.add(aPayload("s1", ["old"], NOW_S - 11));
    expect(metrics.filter(({ type }) => type === "event-dropped")).toEqual([
      { type: "event-dropped", reason: "outside_window", eventType: "actions", productId: "acme", sessionId: "s1" },
    ]);
    await clock.advance(10_001);
    expect(await buffer.drain()).toEqual([]);
    expect(redis.keys).toEqual([]);
  });

  test("what somebody else wrote to the key is left out", async () => {
    const { buffer, redis } = open();
    await buffer.add(aPayload("s1", ["a"], NOW_S));
    const [key = ""] = redis.keys.filter((name) => name.includes(":session:"));
    await redis.command("ZADD", key, String(NOW_S * 1_000), "00000000:not json");
    expect(await buffer.drain()).toHaveLength(1);
  });

  test("a Redis that fails, or does not answer, is an error and a metric", async () => {
    const failing = open({ command: () => Promise.reject(new Error("ECONNREFUSED")) });
    await expect(failing.buffer.add(aPayload("s1", ["a"], NOW_S))).rejects.toMatchObject({
      code: "buffer_unavailable",
    });
    expect(failing.metrics.some((metric) => metric.type === "redis-operation" && !metric.succeeded)).toBe(true);
    const hanging = open({ command: () => new Promise(() => {}), timeoutMs: 100 });
    const drained = expect(hanging.buffer.drain()).rejects.toMatchObject({ code: "buffer_unavailable" });
    await hanging.clock.advance(100);
    await drained;
  });
});

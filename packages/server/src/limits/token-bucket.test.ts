import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bucket, type Rate, takeTokens } from "./token-bucket.ts";

const MINUTE = 60_000;

describe("a token bucket", () => {
  const rate: Rate = { perMinute: 60, burst: 3 };

  test("gives its burst at once, then one per second, and says how long to wait", () => {
    let bucket: Bucket | undefined;
    const take = (now: number): number => {
      const taken = takeTokens(bucket, rate, now);
      bucket = taken.bucket;
      return taken.waitMs;
    };
    expect([0, 0, 0].map(take)).toEqual([0, 0, 0]);
    expect(take(0)).toBe(1_000);
    expect(take(400)).toBe(600);
    expect(take(1_000)).toBe(0);
    expect(take(1_000)).toBe(1_000);
  });

  test("never holds more than its burst, however long the quiet", () => {
    const { bucket } = takeTokens(undefined, rate, 0);
    expect(takeTokens(bucket, rate, 1_000 * MINUTE).bucket.tokens).toBe(2);
  });

  test("what costs more than a full bucket takes a full one", () => {
    expect(takeTokens(undefined, rate, 0, 10).waitMs).toBe(0);
    expect(takeTokens({ tokens: 0, at: 0 }, rate, 0, 10).waitMs).toBe(3_000);
  });

  test("a clock that steps back gives nothing", () => {
    const { bucket } = takeTokens({ tokens: 1, at: 10_000 }, rate, 5_000);
    expect(bucket).toEqual({ tokens: 0, at: 10_000 });
  });
});

test("a wait whose end falls on a fraction that numbers cannot hold is long enough", () => {
  const slow = { perMinute: 2, burst: 9 };
  const asked = [
    [0, 3],
    [1_034, 1],
    [2_891, 5],
  ] as const;
  const bucket = asked.reduce<Bucket | undefined>(
    (left, [at, cost]) => takeTokens(left, slow, at, cost).bucket,
    undefined,
  );
  const refused = takeTokens(bucket, slow, 5_256, 2);
  expect(refused.waitMs).toBeGreaterThan(0);
  expect(takeTokens(refused.bucket, slow, 5_256 + refused.waitMs, 2).waitMs).toBe(0);
});

test("over any time never more than burst + rate × time is taken, and waiting as told always suffices", () => {
  const rates = fc.record({ perMinute: fc.integer({ min: 1, max: 6_000 }), burst: fc.integer({ min: 1, max: 100 }) });
  const steps = fc.array(fc.record({ afterMs: fc.nat(5_000), cost: fc.integer({ min: 1, max: 5 }) }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(rates, steps, (rate, asked) => {
      let bucket: Bucket | undefined;
      let now = 0;
      let taken = 0;
      for (const { afterMs, cost } of asked) {
        now += afterMs;
        const attempt = takeTokens(bucket, rate, now, cost);
        bucket = attempt.bucket;
        if (attempt.waitMs === 0) taken += Math.min(cost, rate.burst);
        else expect(takeTokens(bucket, rate, now + attempt.waitMs, cost).waitMs).toBe(0);
        expect(taken).toBeLessThanOrEqual(rate.burst + (rate.perMinute / MINUTE) * now + 1e-6);
      }
    }),
  );
});

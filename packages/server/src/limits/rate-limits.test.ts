import { describe, expect, test } from "vitest";
import { resolveLimits } from "./limit-settings.ts";
import { createRateLimits } from "./rate-limits.ts";

const rates = {
  session: { perMinute: 60, burst: 2 },
  address: false,
  bad_signature: { perMinute: 1, burst: 2 },
} as const;

describe("rate limits", () => {
  test("each key has its own bucket, each limit its own keys", () => {
    const limits = createRateLimits(resolveLimits({ rates }), () => 0);
    expect([limits.take("session", "a"), limits.take("session", "a"), limits.take("session", "a")]).toEqual([
      0, 0, 1_000,
    ]);
    expect(limits.take("session", "b")).toBe(0);
    expect(limits.take("secret_key", "a")).toBe(0);
  });

  test("one that is switched off always has room; so has everything without settings", () => {
    const limits = createRateLimits(resolveLimits({ rates }), () => 0);
    const none = createRateLimits(resolveLimits(false), () => 0);
    for (let count = 0; count < 10_000; count++) {
      expect(limits.take("address", "a") + none.take("session", "a")).toBe(0);
    }
  });

  test("memory stays bounded under any number of keys", () => {
    const limits = createRateLimits(resolveLimits({ rates }), () => 0);
    const before = process.memoryUsage().heapUsed;
    for (let count = 0; count < 300_000; count++) limits.take("session", `key ${count}`);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });

  test("too many bad signatures block for the time set, and no longer", () => {
    let now = 0;
    const limits = createRateLimits(resolveLimits({ rates, badSignatureBlockS: 5 }), () => now);
    limits.badSignature("src");
    limits.badSignature("src");
    expect(limits.blockedFor("src")).toBe(0);
    limits.badSignature("src");
    expect(limits.blockedFor("src")).toBe(5_000);
    expect(limits.blockedFor("other")).toBe(0);
    now = 5_000;
    expect(limits.blockedFor("src")).toBe(0);
  });

  test("an address has so many streams; what is given back twice counts once", () => {
    const limits = createRateLimits(resolveLimits({ openStreamsPerAddress: 2 }), () => 0);
    const first = limits.openStream("a");
    limits.openStream("a");
    expect(limits.openStream("a")).toBeUndefined();
    expect(limits.openStream("b")).toBeDefined();
    first?.();
    first?.();
    expect(limits.openStream("a")).toBeDefined();
    expect(limits.openStream("a")).toBeUndefined();
  });
});

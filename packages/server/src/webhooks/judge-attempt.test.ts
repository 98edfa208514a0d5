import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AttemptOutcome } from "./attempt-outcome.ts";
import { judgeAttempt, RETRY_WAITS_MS, type Verdict } from "./judge-attempt.ts";

const NOW = 1_750_000_000_000;
const MIN = 60_000;

function answer(status: number, retryAfter: string | null = null): AttemptOutcome {
  return { type: "answered", status, retryAfter };
}

const timedOut: AttemptOutcome = { type: "failed", reason: "timeout", detail: "timed out after 15 s" };
const broken: AttemptOutcome = { type: "failed", reason: "broken", detail: "no answer (ECONNRESET)" };

function judge(attempts: number, outcome: AttemptOutcome, random = 0.5): Verdict {
  return judgeAttempt({ attempts, refusals: 0, refusedSince: null }, outcome, NOW, random);
}

function waitOf(verdict: Verdict): number {
  if (verdict.type !== "retry") throw new Error(`${verdict.type}, not a retry`);
  return verdict.at - NOW;
}

test("ten attempts: 0, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h", () => {
  expect(RETRY_WAITS_MS.map((wait) => wait / 1_000)).toEqual([
    0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
  ]);
  for (let attempts = 1; attempts < 10; attempts++) {
    expect(waitOf(judge(attempts, answer(500)))).toBe(RETRY_WAITS_MS[attempts]);
  }
  expect(judge(10, answer(500))).toEqual({ type: "dead" });
  expect(judge(11, broken)).toEqual({ type: "dead" });
});

test.each([200, 201, 202, 204, 299])("%i is a success", (status) => {
  expect(judge(10, answer(status))).toEqual({ type: "delivered" });
});

test.each([100, 301, 302, 303, 304, 307, 308, 402, 405, 408, 409, 418, 425, 429, 500, 502, 503, 504, 599])(
  "%i is tried again to the end",
  (status) => {
    expect(judge(9, answer(status)).type).toBe("retry");
    expect(judge(10, answer(status)).type).toBe("dead");
  },
);

test("410 ends it at once", () => {
  expect(judge(1, answer(410))).toEqual({ type: "gone" });
});

describe("an endpoint that says we are wrong", () => {
  test.each([400, 401, 403, 404, 413, 422])("%i: after three times over ten minutes, not before", (status) => {
    const at = (refusals: number, minutesAgo: number): Verdict["type"] =>
      judgeAttempt({ attempts: 4, refusals, refusedSince: NOW - minutesAgo * MIN }, answer(status), NOW, 0.5).type;
    expect(at(2, 10)).toBe("dead");
    expect(at(2, 9.9)).toBe("retry");
    expect(at(1, 600)).toBe("retry");
  });

  test("another failure in between begins the count again", () => {
    const first = judgeAttempt({ attempts: 1, refusals: 0, refusedSince: null }, answer(404), NOW, 0.5);
    expect(first).toMatchObject({ type: "retry", refusals: 1, refusedSince: NOW });
    const second = judgeAttempt({ attempts: 2, refusals: 1, refusedSince: NOW }, answer(500), NOW + MIN, 0.5);
    expect(second).toMatchObject({ type: "retry", refusals: 0, refusedSince: null });
  });

  test("from the first attempt on: dead after the fourth, because three are over in five minutes", () => {
    let now = NOW;
    let held = { refusals: 0, refusedSince: null as number | null };
    const fates = [1, 2, 3, 4].map((attempts) => {
      const verdict = judgeAttempt({ attempts, ...held }, answer(404), now, 0.5);
      if (verdict.type === "retry") {
        now = verdict.at;
        held = { refusals: verdict.refusals, refusedSince: verdict.refusedSince };
      }
      return verdict.type;
    });
    expect(fates).toEqual(["retry", "retry", "retry", "dead"]);
  });
});

describe("waits", () => {
  test("a minute at least for what is overloaded", () => {
    expect(waitOf(judge(1, answer(429)))).toBe(MIN);
    expect(waitOf(judge(1, timedOut))).toBe(MIN);
    expect(waitOf(judge(1, broken))).toBe(5_000);
    expect(waitOf(judge(2, answer(429)))).toBe(5 * MIN);
  });

  test.each([
    [2, "1", 5 * MIN],
    [2, "400", 400_000],
    [2, "1000000000", 10 * MIN],
    [2, "gibberish", 5 * MIN],
    [2, new Date(NOW + 7 * MIN).toUTCString(), 7 * MIN],
    [1, "90", 90_000],
    [1, "3600", 2 * MIN],
  ])("after attempt %i with Retry-After %s", (attempts, header, expected) => {
    expect(waitOf(judge(attempts, answer(429, header)))).toBe(expected);
  });

  test("every wait is within a fifth of its plan, or within what was asked for up to twice that", () => {
    const failures = fc.oneof(
      fc
        .integer({ min: 300, max: 599 })
        .filter((status) => status !== 410)
        .map((status) => answer(status)),
      fc
        .tuple(fc.constantFrom(429, 503), fc.oneof(fc.nat().map(String), fc.string()))
        .map(([status, header]) => answer(status, header)),
      fc.constantFrom(timedOut, broken),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        failures,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempts, outcome, random) => {
          const wait = waitOf(judge(attempts, outcome, random));
          const planned = RETRY_WAITS_MS[attempts] ?? 0;
          const isOverloaded = outcome.type === "failed" ? outcome.reason === "timeout" : outcome.status === 429;
          const most = Math.max(isOverloaded ? MIN : 0, 1.2 * planned);
          const asked = outcome.type === "answered" && outcome.retryAfter !== null;
          expect(wait).toBeGreaterThanOrEqual(Math.max(isOverloaded ? MIN : 0, Math.floor(0.8 * planned)));
          expect(wait).toBeLessThanOrEqual(Math.ceil(asked ? 2 * most : most));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("deliveries that failed together come back apart", () => {
    const waits = Array.from({ length: 100 }, (_, index) => waitOf(judge(3, answer(500), index / 99)));
    expect(new Set(waits).size).toBe(100);
    expect(Math.max(...waits) - Math.min(...waits)).toBe(0.4 * 30 * MIN);
  });
});

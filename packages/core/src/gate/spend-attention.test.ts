import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../ids.ts";
import { type Attention, FRESH_ATTENTION, NEVER } from "./attention.ts";
import { mergeAttention } from "./merge-attention.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import { type OfferKey, settle, spend } from "./spend-attention.ts";

const NOW = Date.UTC(2026, 5, 1, 12);

function offerOf(triggerId: string): OfferKey {
  return { id: "s.1", triggerId };
}

function dismiss(attention: Attention, triggerId: string, now = NOW): Attention {
  return settle(attention, offerOf(triggerId), { type: "dismissed" }, DEFAULT_POLICY, now);
}

describe("dismissals", () => {
  test("a day after the first, seven after the second, off after the third", () => {
    const once = dismiss(FRESH_ATTENTION, "tip");
    const twice = dismiss(once, "tip", NOW + 2 * DAY_MS);
    const thrice = dismiss(twice, "tip", NOW + 10 * DAY_MS);
    expect([once, twice, thrice].map(({ triggers }) => triggers.tip)).toEqual([
      { dismissals: 1, quietUntil: NOW + DAY_MS },
      { dismissals: 2, quietUntil: NOW + 9 * DAY_MS },
      { dismissals: 3, quietUntil: NEVER },
    ]);
  });

  test("three in a row, of anything: seven quiet days; an acceptance in between starts the count again", () => {
    const row = dismiss(dismiss(dismiss(FRESH_ATTENTION, "a"), "b"), "c");
    expect(row.quietUntil).toBe(NOW + 7 * DAY_MS);
    const accepted = settle(
      dismiss(dismiss(FRESH_ATTENTION, "a"), "b"),
      offerOf("c"),
      { type: "accepted" },
      DEFAULT_POLICY,
      NOW,
    );
    expect(dismiss(accepted, "d").quietUntil).toBeNull();
  });

  test("two ignored offers count as one dismissal of that tip", () => {
    const ignore = (attention: Attention) =>
      settle(attention, offerOf("tip"), { type: "ignored" }, DEFAULT_POLICY, NOW);
    expect(dismiss(ignore(ignore(FRESH_ATTENTION)), "tip").triggers.tip).toEqual({
      dismissals: 2,
      quietUntil: NOW + 7 * DAY_MS,
    });
  });
});

describe("snoozing", () => {
  const snoozed = (scope: "hour" | "today" | "tip" | "everything", from: Attention = FRESH_ATTENTION) =>
    settle(from, offerOf("tip"), { type: "snoozed", scope }, DEFAULT_POLICY, NOW);

  test.each([
    ["hour", { snoozedUntil: NOW + HOUR_MS, muted: [] }],
    ["today", { snoozedUntil: Date.UTC(2026, 5, 2), muted: [] }],
    ["tip", { snoozedUntil: null, muted: ["tip"] }],
    ["everything", { snoozedUntil: NEVER, muted: [] }],
  ] as const)("%s", (scope, expected) => {
    expect(snoozed(scope)).toMatchObject(expected);
  });

  test("today ends at midnight on the person's own wall", () => {
    const zone = { name: "Asia/Tokyo", offsetMin: 540, next: null };
    expect(snoozed("today", { ...FRESH_ATTENTION, zone }).snoozedUntil).toBe(Date.UTC(2026, 5, 1, 15));
  });

  test("an hour never cuts a longer silence short", () => {
    expect(snoozed("hour", snoozed("everything")).snoozedUntil).toBe(NEVER);
  });
});

test("only what was shown within the week is remembered", () => {
  const old = { ...FRESH_ATTENTION, shownAt: [NOW - 8 * DAY_MS, NOW - DAY_MS] };
  expect(spend(old, "tip", 60, NOW).shownAt).toEqual([NOW - DAY_MS, NOW]);
});

test("signing in never makes anything less silent", () => {
  const visitor: Attention = {
    ...dismiss(spend(FRESH_ATTENTION, "tip", 60, NOW), "tip"),
    muted: ["x"],
    shadowedAt: { y: NOW },
    zone: { name: null, offsetMin: 60, next: null },
  };
  const person: Attention = { ...FRESH_ATTENTION, dial: "quiet", muted: ["z"], snoozedUntil: NOW + 5 };
  expect(mergeAttention(person, visitor, NOW)).toEqual({
    ...visitor,
    dial: "quiet",
    muted: ["z", "x"],
    snoozedUntil: NOW + 5,
  });
});

test("signing in never turns a dial up: the stricter of both holds", () => {
  const dial = (person: Attention["dial"], visitor: Attention["dial"]) =>
    mergeAttention({ ...FRESH_ATTENTION, dial: person }, { ...FRESH_ATTENTION, dial: visitor }, NOW).dial;
  expect(dial("on", "off")).toBe("off");
  expect(dial("off", "on")).toBe("off");
  expect(dial("quiet", "on")).toBe("quiet");
  expect(dial("on", "quiet")).toBe("quiet");
});

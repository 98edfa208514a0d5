import { describe, expect, test } from "vitest";
import { type SlimAction, slimAction } from "../../actions/slim-action.ts";
import { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import { UserPageDwellTrigger } from "./user-page-dwell.ts";

/** Actions on `/here` that start and end at these seconds. */
function here(...spans: readonly (readonly [startS: number, endS: number])[]): readonly SlimAction[] {
  return spans.map(([timestampStartS, timestampEndS]) =>
    slimAction({ canonicalUrl: "/here", timestampStartS, timestampEndS }),
  );
}

function dwellSeconds(
  actions: readonly SlimAction[],
  nowS: number,
  contextExtra: Readonly<Record<string, unknown>> = {},
): unknown {
  const context = new ProactiveTriggerContext({
    productId: "p",
    sessionId: "s",
    recentActions: actions,
    nowS,
    contextExtra,
  });
  return new UserPageDwellTrigger().evaluate(context)?.metadata.user_page_dwell_seconds;
}

describe("time on the page", () => {
  test("a single click, then a minute of nothing", () => {
    expect(dwellSeconds(here([100, 100]), 159.999)).toBeUndefined();
    expect(dwellSeconds(here([100, 100]), 160)).toBe(60);
  });
  test("time spent idle after several actions counts", () => {
    expect(dwellSeconds(here([100, 100], [105, 105]), 160)).toBe(60);
    expect(dwellSeconds(here([100, 103]), 700)).toBe(600);
  });
  test("the streak's own span counts without a present moment, and is what is reported", () => {
    expect(dwellSeconds(here([100, 130], [130, 161]), 900)).toBe(61);
    expect(dwellSeconds(here([100, 130], [130, 161]), 0)).toBe(61);
  });
  test("only the last run on one address counts; padding does not matter", () => {
    const before = slimAction({ canonicalUrl: "/there", timestampStartS: 0 });
    const padded = slimAction({ canonicalUrl: " /here ", timestampStartS: 100, timestampEndS: 100 });
    expect(dwellSeconds([before, padded, ...here([101, 101])], 159)).toBeUndefined();
    expect(dwellSeconds([before, padded, ...here([101, 101])], 160)).toBe(60);
    expect(dwellSeconds([slimAction({ canonicalUrl: "  " })], 900)).toBeUndefined();
    expect(dwellSeconds([], 900)).toBeUndefined();
  });
});

describe("settings", () => {
  const six = here([0, 0], [1, 1], [2, 2], [3, 3], [4, 4], [5, 5]);
  test("at most five actions, unless told otherwise", () => {
    expect(dwellSeconds(six.slice(1), 100)).toBe(99);
    expect(dwellSeconds(six, 100)).toBeUndefined();
    expect(dwellSeconds(six, 100, { user_page_dwell_max_actions: 6 })).toBe(100);
  });
  test.each([0, -1, "abc", "3.5", 2.9, true, null, Number.POSITIVE_INFINITY])(
    "an unusable maximum %j means five",
    (max) => {
      expect(dwellSeconds(six, 100, { user_page_dwell_max_actions: max })).toBeUndefined();
      expect(dwellSeconds(six.slice(1), 100, { user_page_dwell_max_actions: max })).toBe(99);
    },
  );
  test.each([
    [30, 30, 30],
    [" 20 ", 20, 20],
    [null, 59, undefined],
    ["soon", 60, 60],
    [Number.NaN, 59, undefined],
    [true, 1, undefined],
    [0, 900, undefined],
    [-5, 900, undefined],
  ])("threshold %j at %d s: %s", (threshold, nowS, seconds) => {
    expect(dwellSeconds(here([0, 0]), nowS, { dwell_threshold_seconds: threshold })).toBe(seconds);
  });
  test("eval_now replaces the context's moment when it is a number", () => {
    expect(dwellSeconds(here([0, 0]), 900, { eval_now: 61 })).toBe(61);
    expect(dwellSeconds(here([0, 0]), 70, { eval_now: "now" })).toBe(70);
  });
});

test.each([
  [undefined, "Still on this page — want a quick tip?"],
  ["  ", "Still on this page — want a quick tip?"],
  [5, "Still on this page — want a quick tip?"],
  ["  Need a hand?  ", "Need a hand?"],
  ["🎉".repeat(160), "🎉".repeat(150)],
])("body %j", (body, expected) => {
  const context = new ProactiveTriggerContext({
    productId: "p",
    sessionId: "s",
    recentActions: here([0, 0]),
    nowS: 60,
    contextExtra: { dwell_proactive_body: body },
  });
  expect(new UserPageDwellTrigger().evaluate(context)?.body).toBe(expected);
});

test("metadata names what was measured", () => {
  const context = new ProactiveTriggerContext({
    productId: "p",
    sessionId: "s",
    recentActions: here([0, 0.0004]),
    nowS: 20.12345,
  });
  expect(new UserPageDwellTrigger({ defaultThresholdS: 15, defaultMaxActions: 2 }).evaluate(context)?.metadata).toEqual(
    {
      user_page_dwell_seconds: 20.123,
      user_page_dwell_action_count: 1,
      user_page_dwell_max_actions: 2,
      dwell_threshold_seconds: 15,
      user_page_dwell_canonical_url: "/here",
    },
  );
});

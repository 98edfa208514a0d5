import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchGlob } from "../../actions/match-glob.ts";
import { defineGoldenPath } from "../../paths/golden-path.ts";
import { actionHistory, clicked, type ToldEvent, viewed } from "../../testing/action-history.ts";
import type { Condition, ConditionResult } from "../condition.ts";
import { createGapView } from "../create-gap-view.ts";
import { viewMemory } from "../memory-view.ts";
import { accountOlderThan } from "./account-older-than.ts";
import { atStep } from "./at-step.ts";
import { attemptsAtLeast } from "./attempts-at-least.ts";
import { awayFor } from "./away-for.ts";
import { completionAtLeast } from "./completion-at-least.ts";
import { countOnOne } from "./count-on-one.ts";
import { distinct } from "./distinct.ts";
import { dwell } from "./dwell.ts";
import { idle } from "./idle.ts";
import { missedStep } from "./missed-step.ts";
import { sequence } from "./sequence.ts";
import { stall } from "./stall.ts";
import { strayedFrom } from "./strayed-from.ts";
import { stuckAtStep } from "./stuck-at-step.ts";
import { titleMatches } from "./title-matches.ts";
import { urlMatches } from "./url-matches.ts";
import { without } from "./without.ts";
import { workflowIs } from "./workflow-is.ts";

function at(nowS: number, when: Condition, ...events: readonly ToldEvent[]): ConditionResult {
  const actions = actionHistory(...events);
  const page = actions.findLast(({ url }) => url !== "");
  return when({ now: Math.round(nowS * 1_000), sessionId: "s", actions, ...(page === undefined ? {} : { page }) });
}

const [a, b] = [clicked(10, "A"), clicked(20, "B")];

describe("sequence", () => {
  const steps = sequence({ steps: [{ label: "A" }, { label: "B" }], withinS: 60 });
  test.each([
    ["in order", 30, [a, b], true, 2],
    ["with others between", 30, [a, clicked(15, "X"), b], true, 2],
    ["the other way round", 30, [clicked(10, "B"), clicked(20, "A")], false, 1],
    ["at the edge of the window", 70, [a, b], true, 2],
    ["a millisecond later", 70.001, [a, b], false, 0],
  ] as const)("%s", (_, nowS, events, met, value) => {
    expect(at(nowS, steps, ...events)).toMatchObject({ met, value, threshold: 2 });
  });
});

describe("without", () => {
  const alone = without({ label: "A", withinS: 60 });
  const following = without({ label: "B", withinS: 60, after: { label: "A" } });
  test.each([
    ["never happened", alone, 5, [b], true, undefined],
    ["still inside the window", alone, 70, [a], false, 70_001],
    ["just outside", alone, 70.001, [a], true, undefined],
    ["not begun", following, 70, [], false, undefined],
    ["waiting", following, 69.999, [a], false, 70_000],
    ["in vain", following, 70, [a], true, undefined],
    ["it came", following, 90, [a, b], false, undefined],
    ["it came before", following, 90, [clicked(5, "B"), a], true, undefined],
  ] as const)("%s", (_, when, nowS, events, met, recheckAt) => {
    const result = at(nowS, when, ...events);
    expect([result.met, result.recheckAt]).toEqual([met, recheckAt]);
  });
});

describe("records", () => {
  const rows = (...entities: readonly string[]): readonly ToldEvent[] =>
    entities.map((entity, n) => clicked(n, "Save", { element: { entity } }));
  test("different ones, and one and the same", () => {
    expect(at(10, distinct({ label: "save", atLeast: 3, withinS: 60 }), ...rows("1", "2", "1"))).toMatchObject({
      met: false,
      value: 2,
    });
    expect(at(10, countOnOne({ label: "save", atLeast: 2, withinS: 60 }), ...rows("1", "2", "1"))).toMatchObject({
      met: true,
      value: 2,
    });
  });

  test("an opening belongs to the save that follows it, in its own tab", () => {
    const save = (atS: number, tab: string): ToldEvent => clicked(atS, "Save", { tab_id: tab });
    const events = [
      clicked(1, "Edit A", { tab_id: "x" }),
      clicked(2, "Edit B", { tab_id: "y" }),
      save(3, "x"),
      clicked(4, "Edit C", { tab_id: "x" }),
      save(5, "x"),
    ];
    expect(at(10, distinct({ label: "save", atLeast: 2, withinS: 60 }), ...events)).toMatchObject({ value: 2 });
  });
});

const hidden = (atS: number): ToldEvent => ({ atS, type: "visibility", properties: { state: "hidden" } });
const visible = (atS: number): ToldEvent => ({ atS, type: "visibility", properties: { state: "visible" } });
const away = (atS: number): ToldEvent => ({ atS, type: "input_activity", properties: { state: "away" } });

describe("time on the page", () => {
  test.each([
    ["runs by itself", 40, [viewed(0, "/a")], false, 60_000],
    ["is reached", 60, [viewed(0, "/a")], true, undefined],
    ["stands still in a hidden tab", 40, [viewed(0, "/a"), hidden(30)], false, undefined],
    ["goes on afterwards", 100, [viewed(0, "/a"), hidden(30), visible(90)], false, 120_000],
    ["stands still without input", 100, [viewed(0, "/a"), away(30)], false, undefined],
    ["goes on with the next input", 100, [viewed(0, "/a"), away(30), clicked(90, "A")], false, 120_000],
    ["begins anew on another page", 60, [viewed(0, "/a"), viewed(10, "/b")], false, 70_000],
    ["ends with too much going on", 60, [viewed(0, "/a"), a, b, clicked(21, "C")], false, undefined],
  ] as const)("%s", (_, nowS, events, met, recheckAt) => {
    const result = at(nowS, dwell({ forS: 60, maxActions: 3 }), ...events);
    expect([result.met, result.recheckAt]).toEqual([met, recheckAt]);
  });

  test("idle: from the last thing done, not while the tab is hidden", () => {
    expect(at(40, idle({ forS: 60 }), viewed(0, "/a"), a)).toMatchObject({ met: false, recheckAt: 70_000 });
    expect(at(70, idle({ forS: 60 }), viewed(0, "/a"), a, away(40))).toMatchObject({ met: true });
    expect(at(90, idle({ forS: 60 }), viewed(0, "/a"), a, hidden(20))).toMatchObject({ met: false });
  });

  test("stall: trying without progress", () => {
    const when = stall({ forS: 30, progress: { label: "next" } });
    const tries = [clicked(1, "x"), clicked(2, "y"), clicked(3, "x")];
    expect(at(30, when, viewed(0, "/a"), ...tries)).toMatchObject({ met: false, recheckAt: 30_001 });
    expect(at(30.001, when, viewed(0, "/a"), ...tries)).toMatchObject({ met: true });
    expect(at(30, when, viewed(0, "/a"), ...tries, clicked(5, "Next"))).toMatchObject({ met: false });
    expect(at(60, when, viewed(0, "/a"), clicked(1, "x"))).toMatchObject({ met: false });
  });
});

describe("names of pages", () => {
  test.each([
    ["*/billing*", "https://app.test/billing?tab=1", true],
    ["*/billing", "https://app.test/billing?tab=1", false],
    ["*/p/?", "https://app.test/P/1", true],
    ["*/p/?", "https://app.test/p/12", false],
    ["*", "", true],
    ["", "x", false],
    ["a*b*c", "a-b-b-c", true],
    ["a*b*c", "a-c-b", false],
  ])("%j on %j: %s", (pattern, text, fits) => expect(matchGlob(pattern, text)).toBe(fits));

  test("a glob is what it would be as a regular expression", () => {
    const sign = fc.constantFrom("a", "b", "*", "?");
    const letters = fc.constantFrom("a", "b");
    fc.assert(
      fc.property(
        fc.string({ unit: sign, maxLength: 8 }),
        fc.string({ unit: letters, maxLength: 10 }),
        (glob, text) => {
          const source = glob.replaceAll("*", "[^]*").replaceAll("?", "[^]");
          expect(matchGlob(glob, text)).toBe(new RegExp(`^${source}$`).test(text));
        },
      ),
    );
  });

  test("address and title of the current page", () => {
    const page = { ...viewed(0, "https://app.test/billing?tab=plans"), title: "Plans · Northwind" };
    expect(at(1, urlMatches("*tab=plans"), page).met).toBe(true);
    expect(at(1, urlMatches("*tab=plans")).met).toBe(false);
    expect(at(1, titleMatches("plan?"), page).met).toBe(true);
    expect(at(1, titleMatches("north*"), page).met).toBe(false);
  });
});

describe("what is not known is said to be", () => {
  test.each([
    workflowIs("w", "untouched"),
    completionAtLeast("w", 0),
    attemptsAtLeast("w", 0),
    awayFor({ days: 0 }),
    accountOlderThan({ days: 0 }),
    atStep("p"),
    missedStep("p"),
    stuckAtStep({ path: "p", forS: 1, minActions: 0 }),
  ])("%#", (when) => {
    const result = at(100, when, a, b);
    expect(result.met).toBe(false);
    expect(result.condition).toMatch(/: unknown$/);
  });

  test("strayed from a path nobody knows", () => {
    expect(at(100, strayedFrom({ path: "p", cost: 0, fitness: 0 }), a, b).met).toBe(false);
  });
});

test("memory as data: a workflow that is not listed is untouched", () => {
  const memory = viewMemory({ workflows: { done: { status: "mastered" }, half: { status: "in_progress" } } });
  const seen = ["done", "half", "none", "constructor"].map((id) => [
    memory.statusOf(id),
    memory.completionOf(id),
    memory.attemptsOf(id),
  ]);
  expect(seen).toEqual([
    ["mastered", 1, 1],
    ["in_progress", 0, 1],
    ["untouched", 0, 0],
    ["untouched", 0, 0],
  ]);
});

describe("the gap between a session and a path", () => {
  const path = defineGoldenPath({
    id: "p",
    title: "P",
    page: ["/p"],
    goal: "Done.",
    steps: [
      { id: "one", title: "One", description: "", target: { selectors: ["#one"] } },
      { id: "two", title: "Two", description: "", target: { selectors: ["[id^='two-']"] }, optional: true },
      { id: "three", title: "Three", description: "", target: { selectors: [], role: "button", name: "Three" } },
      { id: "four", title: "Four", description: "", target: { selectors: ["[data-testid=four]"] } },
    ],
  });
  const one = clicked(1, "First", { url: "/p", element: { id: "one" } });
  const two = clicked(2, "Row", { url: "/p", element: { id: "two-7" } });
  const three = clicked(3, "Three", { url: "/p" });
  const four = clicked(4, "Last", { url: "/p", element: { test_id: "four" } });
  const stray = clicked(5, "Elsewhere", { url: "/p" });

  test.each([
    ["nothing", [stray], null, null, [], 0],
    ["begun", [one], "three", "three", [], 0],
    ["an optional step", [one, two], "three", "three", [], 0],
    ["astray", [one, stray], "three", "three", [], 1],
    ["back on it", [one, clicked(2, "x", { url: "/p" }), three], "four", "four", [], 0],
    ["left out", [one, { ...four, atS: 3 }], "three", null, ["three"], 0],
    ["done", [one, three, four], null, null, [], 0],
    ["begun again", [one, three, four, { ...one, atS: 6 }], "three", "three", [], 0],
    ["on another page", [{ ...one, url: "/q" }], null, null, [], 0],
  ] as const)("%s", (_, events, next, current, missed, cost) => {
    const gap = createGapView(new Map([["p", path]]), actionHistory(...events));
    expect(gap.nextStep("p")?.stepId ?? null).toBe(next);
    expect(gap.currentStep("p")?.stepId ?? null).toBe(current);
    expect(gap.missedSteps("p")).toEqual(missed);
    expect(gap.deviationCost("p")).toBe(cost);
  });

  test("a path nobody knows is one nobody has begun", () => {
    const gap = createGapView(new Map(), actionHistory(one));
    expect([gap.nextStep("p"), gap.currentStep("p"), gap.missedSteps("p"), gap.fitness("p")]).toEqual([
      null,
      null,
      [],
      0,
    ]);
  });
});

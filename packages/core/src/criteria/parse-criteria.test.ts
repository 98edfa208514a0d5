import { describe, expect, test } from "vitest";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { SECOND_MS } from "../ids.ts";
import { samplePath } from "../testing/sample-rules.ts";
import type { TriggerContext } from "../triggers/condition.ts";
import type { RawEvent } from "../wire/raw-event.ts";
import { describeCriteria } from "./describe-criteria.ts";
import { parseCriteria } from "./parse-criteria.ts";

const latest = { type: "latest", event: "click" };

function problemsOf(json: unknown): readonly string[] {
  const parsed = parseCriteria(json, { paths: new Map([[samplePath.id, samplePath]]) });
  return parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`);
}

/** A session of clicks at these seconds, seen at `nowS`. */
function clicks(label: string, atS: readonly number[], nowS: number): TriggerContext {
  const actions = atS.map((second, index) => {
    const event: RawEvent = { id: `e${index}`, type: "click", at: second * SECOND_MS, url: "/projects" };
    return normaliseEvent({ event: { ...event, element: { label } }, receivedAt: second * SECOND_MS });
  });
  return { now: nowS * SECOND_MS, sessionId: "s", actions, page: { url: "/projects", canonicalUrl: "/projects" } };
}

function isMet(json: unknown, context: TriggerContext): boolean {
  const parsed = parseCriteria(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.condition(context).met;
}

describe("criteria that run", () => {
  const threeSaves = {
    all: [
      { type: "count", event: "click", label: "save", page: "/projects", at_least: 3, within_s: 120 },
      { not: { type: "happened", label: ["bulk edit", "apply to"] } },
    ],
  };

  test("count in a window, on both sides of its edges", () => {
    expect(isMet(threeSaves, clicks("Save changes", [1, 60, 121], 121))).toBe(true);
    expect(isMet(threeSaves, clicks("Save changes", [0, 60, 121], 121))).toBe(false);
    expect(isMet(threeSaves, clicks("Save changes", [60, 121], 121))).toBe(false);
    expect(isMet(threeSaves, clicks("Cancel", [1, 60, 121], 121))).toBe(false);
  });

  test("the documented form means the same", () => {
    const group = (operator: string, list: string) => ({
      id: "g",
      name: "",
      operator,
      [list]: [
        { id: "a", name: "Saved", ...threeSaves.all[0] },
        { id: "b", name: "Bulk edit", type: "happened", label: "bulk edit" },
      ],
    });
    const context = clicks("Save changes", [1, 60, 121], 121);
    expect(isMet(group("AND", "conditions"), context)).toBe(false);
    expect(isMet(group("OR", "conditions"), context)).toBe(true);
    expect(isMet(group("OR", "criteria"), context)).toBe(true);
  });

  test("the page has just changed", () => {
    const at = (url: string, index: number) =>
      normaliseEvent({ event: { id: `v${index}`, type: "page_view", at: index, url }, receivedAt: index });
    const context = { now: 10, sessionId: "s", actions: ["/projects", "/projects/17", "/billing"].map(at) };
    expect(isMet({ type: "url_change" }, context)).toBe(true);
    expect(isMet({ type: "url_change", from: "/projects/:id", to: "/billing" }, context)).toBe(true);
    expect(isMet({ type: "url_change", from: "/projects" }, context)).toBe(false);
    expect(isMet({ type: "url_change" }, { ...context, actions: context.actions.slice(0, 1) })).toBe(false);
  });

  test.each([
    ["equals", 500, true],
    ["equals", "500", false],
    ["not_equals", "500", true],
    ["at_least", 500, true],
    ["at_least", 501, false],
    ["at_most", 500, true],
    ["at_most", 499, false],
    ["contains", "0", true],
    ["starts_with", "50", true],
    ["starts_with", "00", false],
    ["exists", undefined, true],
    ["missing", undefined, false],
  ])("a property that %s %j", (operator, value, met) => {
    const event: RawEvent = { id: "e", type: "error", at: 1, properties: { status: 500, kind: "http" } };
    const context = { now: 2, sessionId: "s", actions: [normaliseEvent({ event, receivedAt: 1 })] };
    expect(
      isMet(
        { type: "property", property: "status", compare: operator, ...(value !== undefined && { value }) },
        context,
      ),
    ).toBe(met);
    expect(isMet({ type: "property", property: "nothing", compare: "missing" }, context)).toBe(true);
    expect(isMet({ type: "property", property: "toString", compare: "missing" }, context)).toBe(true);
  });

  test("a built-in is a condition among others", () => {
    const json = { all: [{ builtin: "off_path", params: { path: samplePath.id } }, { builtin: "rage_click" }] };
    expect(problemsOf(json)).toEqual([]);
    expect(isMet(json, clicks("Save", [1], 2))).toBe(false);
  });

  test("the author's name stands before the words of an explanation", () => {
    expect(describeCriteria({ name: "Clicking around", any: [latest, { not: { type: "idle", for_s: 5 } }] })).toBe(
      "Clicking around: any of (latest action is click; not: nothing done for 5 s)",
    );
  });
});

describe("criteria that are refused", () => {
  test.each([
    ["nothing", null, [" wrong_type"]],
    ["a list", [latest], [" wrong_type"]],
    ["an empty object", {}, [" not_a_node"]],
    ["two kinds at once", { all: [latest], type: "latest" }, [" ambiguous_node"]],
    ["an unknown type", { type: "latets" }, ["type unknown_type"]],
    ["a type that is no text", { type: 7 }, ["type wrong_type"]],
    ["a type every object has", { type: "constructor" }, ["type unknown_type"]],
    ["a missing field", { type: "count", at_least: 3 }, ["within_s missing_field"]],
    ["a misspelt field", { type: "idle", for_s: 5, fors: 5 }, ["fors unknown_field"]],
    ["a number as text", { type: "idle", for_s: "5" }, ["for_s wrong_type"]],
    ["a regular expression", { type: "page", page: "^/projects$" }, ["page invalid_pattern"]],
    ["an empty group", { all: [] }, ["all empty"]],
    ["a group that is no list", { any: latest }, ["any wrong_type"]],
    ["a group with more to say", { all: [latest], within_s: 5 }, ["within_s unknown_field"]],
    ["an operator that is none", { operator: "XOR", conditions: [latest] }, ["operator not_a_choice"]],
    ["a documented group without a list", { operator: "AND" }, ["conditions missing_field"]],
    ["a filter that says nothing", { type: "happened" }, [" empty"]],
    ["an unknown event", { type: "latest", event: "tap" }, ["event not_a_choice"]],
    ["a long text", { type: "latest", label: "x".repeat(201) }, ["label too_long"]],
    ["a comparison without a value", { type: "property", property: "a", compare: "equals" }, ["value missing_field"]],
    ["a value too many", { type: "property", property: "a", compare: "exists", value: 1 }, ["value unknown_field"]],
    [
      "a value of another type",
      { type: "property", property: "a", compare: "at_least", value: "1" },
      ["value wrong_type"],
    ],
    ["an unknown built-in", { builtin: "rage_clicks" }, ["builtin unknown_builtin"]],
    ["an unknown parameter", { builtin: "rage_click", params: { klicks: 3 } }, ["params.klicks unknown_field"]],
    ["parameters beside a built-in", { builtin: "rage_click", clicks: 3 }, ["clicks unknown_field"]],
    ["a path that does not exist", { type: "strayed", path: "nowhere" }, ["path unknown_path"]],
    [
      "a built-in's path that does not exist",
      { builtin: "off_path", params: { path: "x" } },
      ["params.path unknown_path"],
    ],
    ["a step that does not exist", { type: "at_step", path: samplePath.id, step: "applly" }, ["step unknown_step"]],
    ["a name that is no text", { ...latest, name: 5 }, ["name wrong_type"]],
  ])("%s", (_, json, expected) => {
    expect(problemsOf(json)).toEqual(expected);
  });

  test("everything wrong is named at once, with its place and the fix", () => {
    const parsed = parseCriteria(
      {
        all: [
          latest,
          { type: "count", label: "save", at_least: 0, withinS: 120 },
          { any: [{ type: "cuont" }, { not: { type: "idle", for_s: -1 } }] },
        ],
      },
      { at: "triggers[2].when" },
    );
    expect(parsed).toEqual({
      ok: false,
      problems: [
        {
          path: "triggers[2].when.all[1].withinS",
          code: "unknown_field",
          detail: 'there is no such field here; did you mean "within_s"?',
        },
        { path: "triggers[2].when.all[1].at_least", code: "out_of_range", detail: "write integer 1–200, not 0" },
        {
          path: "triggers[2].when.all[1].within_s",
          code: "missing_field",
          detail: "write number 0.1–86,400 s: Length of the trailing window",
        },
        {
          path: "triggers[2].when.all[2].any[0].type",
          code: "unknown_type",
          detail: '"cuont" is no type of condition; did you mean "count"?',
        },
        {
          path: "triggers[2].when.all[2].any[1].not.for_s",
          code: "out_of_range",
          detail: "write number 0.1–86,400 s, not -1",
        },
      ],
    });
  });
});

describe("limits", () => {
  const nested = (depth: number): unknown => (depth === 1 ? latest : { not: nested(depth - 1) });

  test("eight levels are read, nine are not", () => {
    expect(problemsOf(nested(8))).toEqual([]);
    expect(problemsOf(nested(9))).toEqual([`${"not.".repeat(8).slice(0, -1)} too_deep`]);
  });

  test("a tree deeper than any stack is refused like any other", () => {
    let deep: unknown = latest;
    for (let level = 0; level < 100_000; level++) deep = { not: deep };
    expect(problemsOf(deep)).toHaveLength(1);
  });

  test("64 conditions are read, 65 are not, and a million cost no more", () => {
    const many = (count: number) => ({ any: Array.from({ length: count }, () => latest) });
    expect(problemsOf(many(63))).toEqual([]);
    expect(problemsOf(many(64))).toEqual([" too_many"]);
    expect(problemsOf({ any: Array(1_000_000).fill(0) }).length).toBeLessThan(70);
  });
});

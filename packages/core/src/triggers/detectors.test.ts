import { describe, expect, test } from "vitest";
import { parseCriteria } from "../criteria/parse-criteria.ts";
import { compileRules } from "../engine/rules.ts";
import { samplePath, sampleTrigger } from "../testing/sample-rules.ts";
import { builtinTrigger } from "./builtin/builtin-trigger.ts";
import { BUILTINS } from "./builtin/index.ts";
import { signal } from "./builtin/signal.ts";
import { all, any, type Condition, condition, not } from "./condition.ts";
import { countWithin } from "./conditions/count-within.ts";
import { distinct } from "./conditions/distinct.ts";

const plain = condition("always", () => true);
const saves = countWithin({ label: "save", atLeast: 3, withinS: 60 });

function fromJson(json: unknown): Condition {
  const parsed = parseCriteria(json);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ detail }) => detail).join("; "));
  return parsed.condition;
}

describe("a condition says whether it needs the page's detectors of struggle", () => {
  test.each<[string, Condition]>([
    ["a built-in", signal("dead_click")],
    ["records", distinct({ label: "save", atLeast: 3, withinS: 60 })],
    ["an event only they see", countWithin({ type: "form_close", atLeast: 1, withinS: 60 })],
    ["all", all(plain, signal("error_click"))],
    ["any", any(signal("error_click"), plain)],
    ["not", not(signal("field_struggle"))],
    ["nested", all(plain, any(plain, not(signal("form_abandon"))))],
    ["JSON, a built-in", fromJson({ builtin: "dead_click" })],
    ["JSON, named, in groups", fromJson({ all: [{ not: { builtin: "dead_click", name: "broken" } }] })],
    ["JSON, AND", fromJson({ operator: "AND", conditions: [{ builtin: "rage_click" }] })],
    [
      "JSON, the state of a field",
      fromJson({ type: "property", event: "change", property: "invalid", compare: "exists" }),
    ],
  ])("%s: it does", (_, found) => expect(found.detectors).toBe(true));

  test.each<[string, Condition]>([
    ["a predicate", plain],
    ["a count", saves],
    ["groups", all(saves, any(plain, not(saves)))],
    ["a built-in of pages", signal("quick_back")],
    ["JSON", fromJson({ builtin: "page_loop", name: "circles" })],
  ])("%s: it does not", (_, found) => expect(found.detectors).toBeUndefined());

  test("the built-ins that do", () => {
    expect(BUILTINS.filter(({ detectors }) => detectors).map(({ id }) => id)).toEqual([
      "rage_click",
      "dead_click",
      "error_click",
      "field_struggle",
      "form_abandon",
      "repeat_failure",
      "bulk_by_hand",
    ]);
  });
});

test("a product's rules need them when one reason or goal does", () => {
  const dead = builtinTrigger("dead_click", { page: "/", until: plain, howTo: samplePath });
  expect(compileRules([sampleTrigger()]).detectors).toBe(false);
  expect(compileRules([sampleTrigger(), dead]).detectors).toBe(true);
  expect(
    compileRules([sampleTrigger({ until: countWithin({ type: "error", atLeast: 1, withinS: 5 }) })]).detectors,
  ).toBe(true);
});

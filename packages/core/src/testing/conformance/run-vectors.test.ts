import { describe, expect, test } from "vitest";
import { UsherError } from "../../errors.ts";
import type { ConformanceArea } from "./area.ts";
import { conformanceAreas } from "./areas/index.ts";
import { parseVectors, runVectors } from "./run-vectors.ts";
import { firstDifference, reviveNumbers } from "./same-value.ts";

/** Answers with its input, or rejects it. */
const echo: ConformanceArea = {
  area: "echo",
  run(fn, input) {
    if (fn === "reject") throw new UsherError("invalid", "no");
    if (fn === "break") throw new TypeError("oops");
    return fn === "later" ? Promise.resolve(input.value) : input.value;
  },
};

async function passes(fn: string, value: unknown, expected: unknown): Promise<boolean> {
  const report = await runVectors(
    echo,
    parseVectors(`${JSON.stringify({ id: "1", fn, input: { value }, expected })}\n\n`),
  );
  return report.passed === 1;
}

describe("values", () => {
  test("objects are unordered, lists are not", () => {
    expect(firstDifference({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBeNull();
    expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] })).toBe("/a/1/b");
    expect(firstDifference([1, 2], [2, 1])).toBe("/0");
    expect(firstDifference({}, { a: undefined })).toBe("/a");
    expect(firstDifference([], {})).toBe("");
  });

  test("numbers are the same within a relative tolerance of 1e-9", () => {
    expect(firstDifference(1_000_000_000, 1_000_000_000.5)).toBeNull();
    expect(firstDifference(1, 1.000_000_01)).toBe("");
    expect(firstDifference(1, "1")).toBe("");
  });

  test("numbers JSON cannot hold", () => {
    expect(reviveNumbers({ a: [{ $num: "Infinity" }, { $num: "NaN" }] })).toEqual({ a: [Infinity, Number.NaN] });
    expect(firstDifference(Number.NaN, Number.NaN)).toBeNull();
    expect(firstDifference(Infinity, 5)).toBe("");
  });
});

test("an input that is rejected matches any class that means no more than that", async () => {
  expect(await passes("reject", 0, { error: "ValueError" })).toBe(true);
  expect(await passes("reject", 0, { error: "KeyError" })).toBe(true);
  expect(await passes("reject", 0, { error: "InvalidTransitionError" })).toBe(false);
  expect(await passes("later", 5, 5)).toBe(true);
});

test("a fault of ours is never taken for a rejection", async () => {
  expect(await passes("break", 0, { error: "ValueError" })).toBe(false);
});

test("areas are registered once", () => {
  const names = conformanceAreas.map((area) => area.area);
  expect(new Set(names).size).toBe(names.length);
});

import { describe, expect, test } from "vitest";
import { jsonId, jsonNumber, jsonText } from "./json-values.ts";

describe("jsonNumber", () => {
  test.each([
    [45, 45],
    ["45", 45],
    [" 20 ", 20],
    ["1e1", 10],
    ["-2.5", -2.5],
  ])("%j is %d", (value, number) => expect(jsonNumber(value)).toBe(number));

  test.each([
    [""],
    ["abc"],
    ["1_000"],
    ["infinity"],
    ["٥"],
    ["0x10"],
    [true],
    [null],
    [[]],
    [{}],
    [NaN],
    [Infinity],
    ["1e999"],
  ])("%j is not a number", (value) => expect(jsonNumber(value)).toBeUndefined());
});

test.each([
  ["text", "text"],
  [7, "7"],
  [1.5, "1.5"],
  [0, ""],
  [null, ""],
  [true, ""],
  [["a"], ""],
  [{ a: 1 }, ""],
])("jsonText(%j) is %j", (value, text) => expect(jsonText(value)).toBe(text));

test("a missing identifier is null, whatever form the nothing had", () => {
  expect([undefined, null, "", 0, false].map(jsonId)).toEqual([null, null, null, null, null]);
  expect(jsonId(12345)).toBe("12345");
});

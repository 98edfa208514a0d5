import { describe, expect, test } from "vitest";
import { type Field, optional, withDefault } from "./field.ts";
import type { InputProblem, Reading } from "./input-problem.ts";
import { listField, oneOrMoreField } from "./list-fields.ts";
import { booleanField, integerField, numberField, secondsField } from "./number-fields.ts";
import { objectField } from "./object-field.ts";
import { pageField } from "./page-field.ts";
import { didYouMean, suggest } from "./suggest.ts";
import { choiceField, idField, textField } from "./text-fields.ts";

function read<Value>(field: Field<Value>, value: unknown): { value: Value | undefined; problems: InputProblem[] } {
  const reading: Reading = { problems: [] };
  return { value: field.read(value, "at", reading), problems: reading.problems };
}

const codes = (field: Field<unknown>, value: unknown) => read(field, value).problems.map(({ code }) => code);

describe("values", () => {
  const count = integerField({ description: "How many", min: 1, max: 5 });

  test.each([
    [count, 1, []],
    [count, 5, []],
    [count, 0, ["out_of_range"]],
    [count, 6, ["out_of_range"]],
    [count, 1.5, ["wrong_type"]],
    [count, "3", ["wrong_type"]],
    [count, null, ["wrong_type"]],
    [secondsField("Window"), 0.1, []],
    [secondsField("Window"), Number.NaN, ["wrong_type"]],
    [secondsField("Window"), 86_401, ["out_of_range"]],
    [numberField({ description: "Any", min: 0, max: Number.POSITIVE_INFINITY }), 1e300, []],
    [booleanField("Flag"), false, []],
    [booleanField("Flag"), "false", ["wrong_type"]],
    [textField("Words"), "a", []],
    [textField("Words"), " ", ["empty"]],
    [textField("Words", { max: 2 }), "é🙂", []],
    [textField("Words", { max: 2 }), "abc", ["too_long"]],
    [textField("Words"), ["a"], ["wrong_type"]],
    [choiceField("Kind", ["click", "submit"]), "click", []],
    [choiceField("Kind", ["click", "submit"]), "clik", ["not_a_choice"]],
    [choiceField("Kind", ["click", "submit"]), 1, ["wrong_type"]],
    [idField("Id", /^[a-z]+$/, "letters"), "abc", []],
    [idField("Id", /^[a-z]+$/, "letters"), "A", ["invalid_id"]],
  ] as const)("%# %j", (field, value, expected) => {
    expect(codes(field as Field<unknown>, value)).toEqual(expected);
  });

  test("the message says what to write, and what was there", () => {
    expect(read(count, 9).problems).toEqual([{ path: "at", code: "out_of_range", detail: "write integer 1–5, not 9" }]);
    expect(read(count, [1]).problems[0]?.detail).toBe("write integer 1–5, not a list");
    expect(secondsField("Window").accepts).toBe("number 0.1–86,400 s");
  });
});

describe("page patterns", () => {
  test.each(["/", "/projects", "/projects/:id", "/projects/*", "/*/edit", "*", "https://app.example.com/a", "/a#/b"])(
    "%s",
    (pattern) => {
      expect(codes(pageField("Page"), pattern)).toEqual([]);
    },
  );

  test.each([
    "projects",
    "https://app.example.com",
    "/projects?tab=1",
    "/pro*",
    "^/projects$",
    "/projects/\\d+",
    "/(a|b)",
    "/a b",
  ])("%s is none", (pattern) => {
    expect(codes(pageField("Page"), pattern)).toEqual(["invalid_pattern"]);
  });
});

describe("lists", () => {
  test("one value stands for a list of one; every item is read", () => {
    const labels = oneOrMoreField(textField("Labels"));
    expect(read(labels, "a").value).toEqual(["a"]);
    expect(read(labels, ["a", "b"]).value).toEqual(["a", "b"]);
    expect(read(labels, ["", 1, "b"]).problems.map(({ path }) => path)).toEqual(["at[0]", "at[1]"]);
    expect(codes(labels, [])).toEqual(["empty"]);
  });

  test("length is limited before anything is read", () => {
    const numbers = listField(integerField({ description: "n", min: 0, max: 9 }), { min: 2, max: 3 });
    expect(codes(numbers, [1])).toEqual(["out_of_range"]);
    expect(codes(numbers, ["a", "a", "a", "a"])).toEqual(["too_many"]);
    expect(codes(numbers, { length: 2 })).toEqual(["wrong_type"]);
  });
});

describe("objects", () => {
  const shape = objectField("Shape", {
    width: integerField({ description: "Width", min: 1, max: 9 }),
    height: withDefault(integerField({ description: "Height", min: 1, max: 9 }), 2),
    label: optional(textField("Label")),
  });

  test("defaults are filled in; what may be missing stays absent", () => {
    expect(read(shape, { width: 1 }).value).toEqual({ width: 1, height: 2 });
  });

  test("everything wrong is named at once", () => {
    expect(read(shape, { widht: 1, height: 0, label: "" }).problems).toEqual([
      { path: "at.widht", code: "unknown_field", detail: 'there is no such field here; did you mean "width"?' },
      { path: "at.width", code: "missing_field", detail: "write integer 1–9: Width" },
      { path: "at.height", code: "out_of_range", detail: "write integer 1–9, not 0" },
      { path: "at.label", code: "empty", detail: "write at least one character" },
    ]);
  });

  test("names that every object has are unknown fields like others", () => {
    const evil: unknown = JSON.parse('{ "width": 1, "__proto__": {}, "toString": 1 }');
    expect(read(shape, evil).problems.map(({ path }) => path)).toEqual(["at.__proto__", "at.toString"]);
  });
});

describe("suggestions", () => {
  test.each([
    ["withinS", "within_s"],
    ["within-s", "within_s"],
    ["with_s", "within_s"],
    ["AT_LEAST", "at_least"],
    ["colour", undefined],
    ["within_s".repeat(1_000), undefined],
  ])("case %#", (word, meant) => {
    expect(suggest(word, ["at_least", "within_s", "label"])).toBe(meant);
  });

  test("without one, all that is known is listed", () => {
    expect(didYouMean("colour", ["label", "page"])).toBe("use one of label, page");
  });
});

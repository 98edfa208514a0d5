import { expect, test } from "vitest";
import { cleanProperties } from "./clean-properties.ts";

test("only plain values travel, bounded", () => {
  const given = { plan: "team", seats: 3, trial: false, none: null, nested: { a: 1 }, run: () => 1, bad: Number.NaN };
  expect(cleanProperties(given)).toEqual({ plan: "team", seats: 3, trial: false, none: null });
  expect(cleanProperties({ long: "x".repeat(9_999) })?.long).toHaveLength(500);
  const many = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`p${index}`, index]));
  expect(Object.keys(cleanProperties(many) ?? {})).toHaveLength(40);
  expect(cleanProperties("text")).toBeUndefined();
});

import { expect, test } from "vitest";
import { truncateProactiveBody } from "./proactive-body.ts";

test.each([
  ["  padded ", undefined, "padded"],
  ["word word", 5, "word"],
  ["🎉".repeat(151), undefined, "🎉".repeat(150)],
  ["abc", 0, ""],
])("%j cut to %s", (text, max, expected) => expect(truncateProactiveBody(text, max)).toBe(expected));

test.each([-1, 1.5, Number.NaN])("a limit of %s is rejected", (max) => {
  expect(() => truncateProactiveBody("abc", max)).toThrow(expect.objectContaining({ code: "body_limit_invalid" }));
});

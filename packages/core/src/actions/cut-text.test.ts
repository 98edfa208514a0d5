import fc from "fast-check";
import { expect, test } from "vitest";
import { cutText } from "./cut-text.ts";

test("counts code points and never leaves half of one", () => {
  expect(cutText("🎉🎉🎉", 2)).toBe("🎉🎉");
  expect(cutText("a🎉b", 2)).toBe("a🎉");
  expect(cutText("abc", 0)).toBe("");
});

test("is the text's first code points", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, max) => {
      expect(cutText(text, max)).toBe(Array.from(text).slice(0, max).join(""));
    }),
  );
});

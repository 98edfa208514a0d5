import fc from "fast-check";
import { expect, test } from "vitest";
import { trimUrl } from "./trim-url.ts";

test("is trim() for every text", () => {
  expect(["", " ", " /a ", "/a", "\u00a0/a\ufeff", "é", "/é\u2003"].map(trimUrl)).toEqual([
    "",
    "",
    "/a",
    "/a",
    "/a",
    "é",
    "/é",
  ]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(trimUrl(text)).toBe(text.trim());
    }),
  );
});

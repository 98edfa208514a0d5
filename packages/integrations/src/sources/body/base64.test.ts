import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBase64 } from "./base64.ts";

test("what the platform encodes, decoded: standard, URL-safe, unpadded, through a form", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = Buffer.from(bytes).toString("base64");
      for (const form of [
        text,
        text.replace(/=+$/, ""),
        Buffer.from(bytes).toString("base64url"),
        text.replaceAll("+", " "),
      ])
        expect(decodeBase64(form)).toEqual(bytes);
    }),
  );
});

test.each(["a", "abcde", "a=b=", "äbcd", "{}==", "ab\ncd"])("%j is not base64", (text) => {
  expect(decodeBase64(text)).toBeUndefined();
});

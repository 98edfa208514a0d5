import { describe, expect, test } from "vitest";
import { lzBomb } from "../../../test/lz-bomb.ts";
import { decodeLzString } from "./lz-string.ts";

describe("texts encoded by the library", () => {
  test.each([
    ["Q===", ""],
    ["IZA=", "a"],
    ["IY1lA===", "aaaaaaaaaaaa"],
    ["BYUwNmD2AEoTcpA=", "hello hello hello"],
    [
      "N4IgpgbmB2AuIC4QBIAOBDA5pAlmA7iADQioBOA9qmGbHgM6KgAmO9d0AxrAPo7OIQAVwCMxELAoBrGINQALTj1hh245JyFkyMXloA2g+bFip6CAPQX0qVADowAD3QBbVPrB3OFFxfIUAKzBuRhI6WA9BAAVKAIBLqRUAAkBeDcAAvZAAX0ygA==",
      '{"event":"$pageview","properties":{"distinct_id":"u1","token":"phc_test","$current_url":"https://app.example.com/projects","title":"Projékte 🚀"}}',
    ],
  ])("%s", (encoded, text) => expect(decodeLzString(encoded, 1_000)).toEqual({ ok: true, text }));
});

test("the limit is exact", () => {
  expect(decodeLzString("BYUwNmD2AEoTcpA=", 17).ok).toBe(true);
  expect(decodeLzString("BYUwNmD2AEoTcpA=", 16)).toEqual({ ok: false, reason: "too_large" });
});

test("a bomb stops at the limit: 11 kB that mean 16 million units", () => {
  const small = decodeLzString(lzBomb(3), 100);
  expect(small).toEqual({ ok: true, text: "a".repeat(1 + 2 + 3 + 4) });
  const large = lzBomb(5_790);
  expect(large.length).toBeLessThan(12_000);
  const before = process.memoryUsage().arrayBuffers;
  expect(decodeLzString(large, 1_000_000)).toEqual({ ok: false, reason: "too_large" });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8_000_000);
});

test.each(["", "!", "A", "wA==", "I", "N4Igp", "////"])("%j is not LZ-String", (text) => {
  expect(decodeLzString(text, 1_000)).toEqual({ ok: false, reason: "invalid" });
});

import { expect, test } from "vitest";
import { scrubText } from "./scrub-text.ts";

test.each([
  ["Assign to ada@example.com", "Assign to [email]"],
  ["Copy sk_live_0123456789abcdef", "Copy [token]"],
  ["Bearer abc.def", "[token]"],
  ["eyJhbGciOi.eyJzdWIi.c2ln", "[token]"],
  ["Card 4111 1111 1111 1111", "Card [number]"],
  ["DE89 3704 0044 0532 0130 00", "[number]"],
  ["Change status of 12 projects", "Change status of 12 projects"],
  ["Quarter 2026-11-21", "Quarter 2026-11-21"],
])("%j becomes %j", (text, scrubbed) => {
  expect(scrubText(text)).toBe(scrubbed);
});

import { expect, test } from "vitest";
import { isOriginAllowed } from "./origin.ts";

test.each([
  ["https://app.example.com", ["https://app.example.com"], true],
  ["https://app.example.com:8443", ["https://app.example.com"], false],
  ["https://eu.example.com", ["https://*.example.com"], true],
  ["https://a.b.example.com", ["https://*.example.com"], false],
  ["https://evilexample.com", ["https://*.example.com"], false],
  ["http://localhost:3000", ["https://app.example.com"], false],
] as const)("%s against %j: %s", (origin, allowed, expected) => {
  expect(isOriginAllowed(origin, allowed, false)).toBe(expected);
});

test.each([
  ["http://localhost:3000", true],
  ["http://127.0.0.1:5173", true],
  ["https://[::1]:8443", true],
  ["https://app.example.com", false],
  ["http://localhost.example.com", false],
  ["file:///index.html", false],
  ["null", false],
] as const)("without origins only pages of this machine may: %s, %s", (origin, expected) => {
  expect(isOriginAllowed(origin, [], false)).toBe(expected);
});

import { expect, test } from "vitest";
import { matchAnyPage, matchPage } from "./match-page.ts";

test.each([
  ["/projects", "https://app.example.com/projects", true],
  ["/projects", "https://app.example.com/projects/?tab=1#x", true],
  ["/projects", "https://app.example.com/Projects", true],
  ["/projects", "https://app.example.com/projects-archive", false],
  ["/projects", "https://app.example.com/other?back=/projects", false],
  ["/projects", "/projects/7", false],
  ["/projects/:id", "/projects/7", true],
  ["/projects/:id", "/projects", false],
  ["/projects/*", "/projects", true],
  ["/projects/*", "/projects/7/edit", true],
  ["/*", "/anything", true],
  ["/projects/:id/edit", "/projects/7/view", false],
  ["https://app.example.com/projects", "https://evil.example/projects", false],
  ["https://app.example.com/projects", "https://app.example.com/projects", true],
  ["/projects", "https://app.example.com/#/projects", true],
])("%s on %s: %s", (pattern, url, expected) => {
  expect(matchPage(pattern, url)).toBe(expected);
});

test("no patterns mean every page", () => {
  expect(matchAnyPage([], "/anywhere")).toBe(true);
  expect(matchAnyPage(["/a", "/b"], "/b")).toBe(true);
  expect(matchAnyPage(["/a", "/b"], "/c")).toBe(false);
});

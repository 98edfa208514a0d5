import { expect, test } from "vitest";
import { parseSectionUrlRules, resolveSectionId } from "./section-rules.ts";

const rules = parseSectionUrlRules([
  { prefix: " https://app.example.com/settings/billing ", section_id: " billing " },
  { prefix: "/settings", section_id: "settings" },
  { prefix: "/projects", section_id: "projects" },
  { prefix: "", section_id: "blank" },
  { prefix: "/x", section_id: " " },
  { prefix: 5, section_id: "five" },
  { section_id: "none" },
  null,
  "x",
]);

test.each([
  ["https://app.example.com/settings/billing", "billing"],
  ["https://app.example.com/settings", "settings"],
  ["/settings/profile", "settings"],
  ["  https://other.example/projects/:id?tab=1 ", "projects"],
  ["https://app.example.com/x", null],
  ["https://app.example.com", null],
  ["", null],
  ["  ", null],
  [null, null],
])("%j is in %j", (url, section) => expect(resolveSectionId(url, rules)).toBe(section));

test("the first rule wins, and a root rule takes the rest", () => {
  const ordered = parseSectionUrlRules([
    { prefix: "/a", section_id: "first" },
    { prefix: "/a/b", section_id: "second" },
    { prefix: "/", section_id: "root" },
  ]);
  expect(resolveSectionId("/a/b", ordered)).toBe("first");
  expect(resolveSectionId("https://app.example.com", ordered)).toBe("root");
});

test("anything but a list is no rules", () => expect([null, {}, "x"].map(parseSectionUrlRules)).toEqual([[], [], []]));

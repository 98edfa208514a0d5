import { expect, test } from "vitest";
import { formatSavedProjects, parseSavedProjects } from "./saved-projects.ts";
import { seedProjects } from "./seed-projects.ts";

const projects = seedProjects("2026-03-14");

test("what was saved comes back", () => {
  expect(parseSavedProjects(formatSavedProjects(projects))).toEqual(projects);
});

test.each([
  ["nothing stored", undefined],
  ["not JSON", "{"],
  ["an empty list", "[]"],
  ["another shape", '[{"id":"P-1"}]'],
  ["a priority this version does not know", JSON.stringify([{ ...projects[0], priority: "someday" }])],
])("%s is ignored", (_, text) => {
  expect(parseSavedProjects(text)).toBeUndefined();
});

import { expect, test } from "vitest";
import { addDays } from "./calendar-day.ts";
import { seedProjects } from "./seed-projects.ts";

const projects = seedProjects("2026-03-14");

test("the same day gives the same projects", () => {
  expect(seedProjects("2026-03-14")).toEqual(projects);
});

test("there are 48 projects and the first is P-1042, the website relaunch", () => {
  expect(projects).toHaveLength(48);
  expect(projects[0]).toMatchObject({ id: "P-1042", name: "Website relaunch" });
});

test("ids and names are unique", () => {
  expect(new Set(projects.map((project) => project.id)).size).toBe(48);
  expect(new Set(projects.map((project) => project.name)).size).toBe(48);
});

test("another day moves due days and nothing else", () => {
  const later = seedProjects("2026-03-24");
  expect(later).toEqual(projects.map((project) => ({ ...project, due: addDays(project.due, 10) })));
});

test("done projects are complete and in the past; every priority and status occurs", () => {
  for (const project of projects.filter((candidate) => candidate.status === "done")) {
    expect(project.progress).toBe(100);
    expect(project.due < "2026-03-14").toBe(true);
  }
  expect(new Set(projects.map((project) => project.priority)).size).toBe(4);
  expect(new Set(projects.map((project) => project.status)).size).toBe(5);
});

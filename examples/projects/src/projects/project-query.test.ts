import { expect, test } from "vitest";
import type { Project } from "./project.ts";
import { defaultSort, emptyQuery, nextSort, type ProjectQuery, queryProjects } from "./project-query.ts";

const relaunch: Project = {
  id: "P-99",
  name: "Website relaunch",
  owner: "Lucía Romero",
  status: "in-progress",
  priority: "low",
  due: "2026-04-02",
  progress: 40,
};
const beta: Project = { ...relaunch, id: "P-100", name: "Mobile app beta", owner: "Tom Hartley", priority: "urgent" };
const audit: Project = { ...relaunch, id: "P-101", name: "Security audit", status: "done", due: "2026-01-10" };
const all = [audit, beta, relaunch];

function ids(query: Partial<ProjectQuery>): string[] {
  return queryProjects(all, { ...emptyQuery, ...query }).map((project) => project.id);
}

test("the default order is by number, read as a number", () => {
  expect(ids({})).toEqual(["P-99", "P-100", "P-101"]);
});

test.each([
  ["by name, any case", "MOBILE", ["P-100"]],
  ["by owner, without the accent", "lucia", ["P-99", "P-101"]],
  ["by number", "p-101", ["P-101"]],
  ["all words, in any order and field", "romero website", ["P-99"]],
  ["surrounding spaces do not matter", "  beta ", ["P-100"]],
  ["no match", "zeppelin", []],
])("search: %s", (_, search, expected) => {
  expect(ids({ search })).toEqual(expected);
});

test("the status filter and the search both apply", () => {
  expect(ids({ status: "in-progress" })).toEqual(["P-99", "P-100"]);
  expect(ids({ status: "done", search: "beta" })).toEqual([]);
});

test("priority sorts by urgency, not by letter; ties stay in number order both ways", () => {
  expect(ids({ sort: { field: "priority", direction: "ascending" } })).toEqual(["P-99", "P-101", "P-100"]);
  expect(ids({ sort: { field: "priority", direction: "descending" } })).toEqual(["P-100", "P-99", "P-101"]);
});

test("due sorts by day", () => {
  expect(ids({ sort: { field: "due", direction: "ascending" } })).toEqual(["P-101", "P-99", "P-100"]);
});

test("a header goes ascending, descending, back to the default order", () => {
  const first = nextSort(defaultSort, "due");
  const second = nextSort(first, "due");
  expect([first.direction, second.direction]).toEqual(["ascending", "descending"]);
  expect(nextSort(second, "due")).toBe(defaultSort);
  expect(nextSort(second, "name")).toEqual({ field: "name", direction: "ascending" });
});

import { expect, test } from "vitest";
import type { Project } from "../projects/project.ts";
import { dashboardFigures } from "./dashboard-figures.ts";

const today = "2026-03-14";

function aProject(id: string, fields: Partial<Project>): Project {
  const base = { name: id, owner: "Amara Osei", status: "planning", priority: "low", due: today, progress: 0 } as const;
  return { ...base, ...fields, id };
}

const figures = dashboardFigures(
  [
    aProject("late", { due: "2026-03-13", priority: "high", progress: 50 }),
    aProject("today", { due: "2026-03-14", priority: "urgent" }),
    aProject("sunday", { due: "2026-03-20" }),
    aProject("next-week", { due: "2026-03-21", progress: 10 }),
    aProject("far", { due: "2026-12-01" }),
    aProject("done", { status: "done", due: "2026-03-01", priority: "urgent", progress: 100 }),
  ],
  today,
);

test("done projects count neither as open nor as overdue", () => {
  expect(figures).toMatchObject({ openCount: 5, overdueCount: 1, averageProgress: 12 });
});

test("a week is today and the six days after it", () => {
  expect(figures.dueSoonCount).toBe(2);
  expect(figures.weeks).toHaveLength(8);
  expect(figures.weeks[0]).toEqual({ from: "2026-03-14", count: 2, pressingCount: 1 });
  expect(figures.weeks[1]).toEqual({ from: "2026-03-21", count: 1, pressingCount: 0 });
});

test("every status has its count", () => {
  expect(figures.byStatus.find(({ status }) => status === "done")?.count).toBe(1);
  expect(figures.byStatus.find(({ status }) => status === "on-hold")?.count).toBe(0);
});

test("pressing work is listed earliest first, done work is not", () => {
  expect(figures.pressing.map((project) => project.id)).toEqual(["late", "today"]);
});

test("no projects, no division by zero", () => {
  expect(dashboardFigures([], today)).toMatchObject({ openCount: 0, averageProgress: 0, pressing: [] });
});

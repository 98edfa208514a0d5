import { expect, test } from "vitest";
import type { Project } from "./project.ts";
import { changeWorkspace, type Workspace } from "./workspace.ts";

const projects: readonly Project[] = ["P-1", "P-2", "P-3"].map((id) => ({
  id,
  name: `Project ${id}`,
  owner: "Amara Osei",
  status: "planning",
  priority: "low",
  due: "2026-03-14",
  progress: 0,
}));
const start: Workspace = { projects, confirmation: undefined };

test("an edit changes its own row and says so", () => {
  const draft = { name: "  Renamed ", priority: "high", status: "done" } as const;
  const { projects: after, confirmation } = changeWorkspace(start, { type: "edit", id: "P-2", draft });
  expect(after[1]).toEqual({ ...projects[1], name: "Renamed", priority: "high", status: "done" });
  expect([after[0], after[2]]).toEqual([projects[0], projects[2]]);
  expect(confirmation?.text).toBe("Renamed updated");
});

test("an edit never leaves a project nameless", () => {
  const draft = { name: "   ", priority: "high", status: "done" } as const;
  expect(changeWorkspace(start, { type: "edit", id: "P-1", draft }).projects[0]?.name).toBe("Project P-1");
});

test("an edit of a project that is gone changes nothing", () => {
  const draft = { name: "x", priority: "high", status: "done" } as const;
  expect(changeWorkspace(start, { type: "edit", id: "P-9", draft })).toBe(start);
});

test("a bulk change sets exactly the ticked rows and counts those that exist", () => {
  const ids = new Set(["P-1", "P-3", "P-9"]);
  const after = changeWorkspace(start, { type: "set-priority", ids, priority: "urgent" });
  expect(after.projects.map((project) => project.priority)).toEqual(["urgent", "low", "urgent"]);
  expect(after.confirmation?.text).toBe("2 projects set to Urgent");
});

test("a bulk change of nothing changes nothing", () => {
  expect(changeWorkspace(start, { type: "set-priority", ids: new Set(), priority: "high" })).toBe(start);
});

test("one undo brings the rows back and offers no second undo", () => {
  const changed = changeWorkspace(start, { type: "set-priority", ids: new Set(["P-1"]), priority: "high" });
  const undone = changeWorkspace(changed, { type: "undo" });
  expect(undone.projects).toBe(projects);
  expect(undone.confirmation).toMatchObject({ text: "Change undone", before: undefined });
  expect(changeWorkspace(undone, { type: "undo" })).toBe(undone);
});

test("dismissing the confirmation keeps the change", () => {
  const changed = changeWorkspace(start, { type: "set-priority", ids: new Set(["P-1"]), priority: "high" });
  const dismissed = changeWorkspace(changed, { type: "dismiss-confirmation" });
  expect(dismissed).toEqual({ projects: changed.projects, confirmation: undefined });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import type { GoldenPath } from "../paths/golden-path.ts";
import { actionHistory, clicked, viewed } from "../testing/action-history.ts";
import { inferSessionGoal } from "./session-goal.ts";

const bulkEdit: GoldenPath = {
  id: "bulk-edit",
  title: "Edit many projects at once",
  page: ["/projects"],
  goal: "All selected projects are changed.",
  steps: [
    { id: "options", title: "Options", description: "Open them.", target: { selectors: ["#table-options"] } },
    { id: "bulk", title: "Bulk", description: "Choose it.", target: { selectors: [], name: "Bulk edit" } },
  ],
};

test("nothing is named from nothing, from one action, or from getting about", () => {
  expect(inferSessionGoal([])).toBeUndefined();
  expect(inferSessionGoal(actionHistory(clicked(0, "Export CSV")))).toBeUndefined();
  const about = actionHistory(viewed(0, "/projects"), clicked(1, "Next"), clicked(2, "Cancel"), clicked(3, "Apollo"));
  expect(inferSessionGoal(about)).toBeUndefined();
});

test("the same thing tried again is the goal, with the actions that say so", () => {
  const actions = actionHistory(
    viewed(0, "/reports"),
    clicked(5, "Export CSV"),
    clicked(9, "Filter"),
    clicked(20, "Export CSV"),
    clicked(30, "Export PDF"),
  );
  expect(inferSessionGoal(actions)).toEqual({
    goal: "Export CSV",
    intent: "export",
    confidence: expect.any(Number),
    evidence: ["e0001", "e0003", "e0004"],
  });
});

test("what was done lately outweighs what was done long ago", () => {
  const actions = actionHistory(
    clicked(0, "Invite teammates"),
    clicked(1, "Invite teammates"),
    clicked(2, "Invite teammates"),
    clicked(1_800, "Import contacts"),
    clicked(1_810, "Import contacts"),
  );
  expect(inferSessionGoal(actions)).toMatchObject({ goal: "Import contacts", intent: "import" });
});

test("two goals alike are no goal", () => {
  const four = ["Export", "Invite", "Import", "Delete"].flatMap((label, at) => [
    clicked(at, label),
    clicked(at + 0.5, label),
  ]);
  expect(inferSessionGoal(actionHistory(...four))).toBeUndefined();
});

test("a golden path that is followed says it best, and more so with every step", () => {
  const begun = [viewed(0, "/projects"), clicked(1, "Table", { element: { id: "table-options" } })];
  const first = inferSessionGoal(actionHistory(...begun), [bulkEdit]);
  expect(first).toEqual({
    goal: "Edit many projects at once",
    intent: "unknown",
    confidence: 0.73,
    evidence: ["e0001"],
    pathId: "bulk-edit",
  });
  const both = inferSessionGoal(actionHistory(...begun, clicked(2, "Bulk edit")), [bulkEdit]);
  expect(both).toMatchObject({ confidence: 0.95, evidence: ["e0001", "e0002"] });
  const later = inferSessionGoal(actionHistory(...begun, viewed(1_000, "/projects")), [bulkEdit]);
  expect(later).toBeUndefined();
});

test("whatever happened: the same answer twice, bounded, and only from what is there", () => {
  const label = fc.oneof(fc.constantFrom("Export CSV", "Invite", "Save", "Next"), fc.string({ maxLength: 200 }));
  const event = fc.tuple(fc.integer({ min: 0, max: 5_000 }), label);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 80 }), (told) => {
      const actions = actionHistory(...told.map(([at, name]) => clicked(at, name)));
      const goal = inferSessionGoal(actions, [bulkEdit]);
      expect(inferSessionGoal(actions, [bulkEdit])).toEqual(goal);
      if (goal === undefined) return;
      expect(goal.confidence).toBeGreaterThanOrEqual(0.4);
      expect(goal.confidence).toBeLessThanOrEqual(1);
      expect(goal.evidence.length).toBeGreaterThan(0);
      const ids = actions.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining([...goal.evidence]));
      const titles = [bulkEdit.title, ...actions.map((action) => action.label)];
      expect(titles.some((title) => title.startsWith(goal.goal))).toBe(true);
    }),
  );
});

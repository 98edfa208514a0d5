import { describe, expect, test } from "vitest";
import type { Use } from "../messages.ts";
import { addUse, changeStep, type Draft, emptyDraft, moveStep, removeStep } from "./draft.ts";
import { draftToPath, idOf } from "./draft-to-path.ts";

const use = (over: Partial<Use>): Use => ({
  kind: "press",
  url: "https://app.example.com/projects/P-1042",
  selectors: ["#open"],
  repeated: false,
  ...over,
});
const recorded = (...uses: readonly Use[]): Draft => uses.reduce(addUse, emptyDraft);
const titles = (draft: Draft): readonly string[] => draft.steps.map(({ title }) => title);

describe("what is used becomes steps", () => {
  test("in words", () => {
    const draft = recorded(
      use({ role: "button", name: "Table options", spoken: "Table options" }),
      use({ role: "menuitem", name: "Bulk edit", spoken: "Bulk edit" }),
      use({ kind: "tick", role: "checkbox", repeated: true }),
      use({ kind: "choose", role: "combobox", name: "New priority", spoken: "New priority" }),
      use({ role: "button", spoken: "Apply to N" }),
    );
    expect(titles(draft)).toEqual([
      "Click Table options",
      "Choose Bulk edit",
      "Tick the box",
      "Set New priority",
      "Click Apply to N",
    ]);
    expect(draft.steps[2]).toMatchObject({ description: "Tick the box in any row you need.", withheld: true });
    expect(draft.steps[4]).toMatchObject({ description: "Click **Apply to N**.", target: { selectors: ["#open"] } });
  });

  test("on pages without the record's id", () => {
    expect(recorded(use({})).steps[0]?.page).toBe("/projects/:id");
  });

  test("once, however often the same control is used in a row", () => {
    const draft = recorded(use({}), use({}), use({ selectors: ["#other"] }), use({}));
    expect(draft.steps.map(({ id }) => id)).toEqual(["step-1", "step-2", "step-3"]);
  });
});

describe("steps", () => {
  const draft = recorded(use({ selectors: ["#a"] }), use({ selectors: ["#b"] }), use({ selectors: ["#c"] }));
  const order = (changed: Draft) => changed.steps.map(({ target }) => target.selectors[0]);

  test("move, but not over the end", () => {
    expect(order(moveStep(draft, "step-3", -1))).toEqual(["#a", "#c", "#b"]);
    expect(order(moveStep(draft, "step-1", 1))).toEqual(["#b", "#a", "#c"]);
    expect(moveStep(draft, "step-1", -1)).toBe(draft);
    expect(moveStep(draft, "step-3", 1)).toBe(draft);
  });

  test("a person's own words take the place of a name that was not read", () => {
    expect(draft.steps[0]?.withheld).toBe(true);
    expect(changeStep(draft, "step-1", { optional: true }).steps[0]?.withheld).toBe(true);
    expect(changeStep(draft, "step-1", { title: "Open it" }).steps[0]?.withheld).toBe(false);
  });

  test("are removed, and their ids are not used again", () => {
    const shorter = removeStep(draft, "step-3");
    expect(addUse(shorter, use({ selectors: ["#d"] })).steps.at(-1)?.id).toBe("step-4");
  });
});

describe("the path that is sent", () => {
  const draft = {
    ...recorded(use({ url: "https://x.example/a" }), use({ url: "https://x.example/b" })),
    goal: "Done.",
  };

  test("has what the draft says; pages only where they differ", () => {
    const titled = changeStep({ ...draft, title: "Export a Report" }, "step-2", { optional: true });
    expect(draftToPath(titled)).toMatchObject({
      ok: true,
      path: {
        id: "export-a-report",
        page: ["/a"],
        goal: "Done.",
        steps: [{ id: "step-1" }, { id: "step-2", page: ["/b"], optional: true }],
      },
    });
    const read = draftToPath(titled);
    expect(read.ok ? read.path.steps[0].page : "").toBeUndefined();
  });

  test("is refused with what is missing", () => {
    const read = draftToPath(draft);
    expect(read.ok ? [] : read.problems.map(({ path }) => path)).toEqual(["id", "title"]);
  });

  test("an id that was written stays", () => {
    expect(idOf({ id: "bulk", title: "Something else" })).toBe("bulk");
  });
});

import { describe, expect, test } from "vitest";
import { defineGoldenPath } from "./golden-path.ts";
import { parseGoldenPath } from "./parse-golden-path.ts";

const step = { id: "open", title: "Open", description: "Click **Open**.", target: { selectors: ["#open"] } };
const bulkEdit = { id: "bulk-edit", title: "Bulk edit", page: "/projects", steps: [step], goal: "All are edited." };

describe("a golden path as JSON", () => {
  test("becomes what defineGoldenPath makes; one page may stand for a list", () => {
    const parsed = parseGoldenPath(bulkEdit);
    expect(parsed).toEqual({ ok: true, path: { ...bulkEdit, page: ["/projects"] } });
    if (parsed.ok) expect(() => defineGoldenPath(parsed.path)).not.toThrow();
  });

  test("a path made in code is read as it is", () => {
    const path = defineGoldenPath({
      ...bulkEdit,
      page: ["/projects"],
      steps: [{ ...step, target: { selectors: [], role: "button", name: "Open" }, page: ["/x"], optional: true }],
    });
    expect(parseGoldenPath(path)).toEqual({ ok: true, path });
  });

  test("every problem is named, with its place", () => {
    const parsed = parseGoldenPath(
      {
        id: "Bulk Edit",
        page: ["projects"],
        steps: [
          { ...step, target: { selectors: [] } },
          { ...step, titel: "Open" },
          { id: "last", title: "", description: "x".repeat(501), target: { selectors: "#a" } },
        ],
        goal: 5,
      },
      "paths.bulk",
    );
    expect(parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "paths.bulk.id invalid_id",
      "paths.bulk.title missing_field",
      "paths.bulk.page[0] invalid_pattern",
      "paths.bulk.steps[0].target missing_field",
      "paths.bulk.steps[1].titel unknown_field",
      "paths.bulk.steps[2].title empty",
      "paths.bulk.steps[2].description too_long",
      "paths.bulk.steps[2].target.selectors wrong_type",
      "paths.bulk.goal wrong_type",
    ]);
  });

  test("steps are told apart by their ids", () => {
    const parsed = parseGoldenPath({ ...bulkEdit, steps: [step, step] });
    expect(parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "steps[1].id duplicate_id",
    ]);
  });

  test.each([null, [], "bulk-edit", 1])("%j is none", (json) => {
    expect(parseGoldenPath(json)).toMatchObject({ ok: false, problems: [{ path: "", code: "wrong_type" }] });
  });
});

import { describe, expect, test } from "vitest";
import { resolveSectionIdForPlaybook, topPlaybookSectionId, totalDwellSeconds } from "./section-ranking.ts";

const section = (visit_count: unknown, ...dwell_seconds_per_visit: readonly unknown[]): unknown => ({
  visit_count,
  dwell_seconds_per_visit,
});

test.each([
  [section(1, 0.5, 2), 2.5],
  [section(1, "x", null, "1.5"), 1.5],
  [{ dwell_seconds_per_visit: "5" }, 0],
  [null, 0],
])("total dwell of %j is %d", (value, seconds) => expect(totalDwellSeconds(value)).toBe(seconds));

describe("topPlaybookSectionId", () => {
  const playbook = { a: "hi", b: "hi", c: "hi" };
  test.each([
    [{ a: section(1, 5), b: section(9, 4) }, "a"],
    [{ a: section(1, 5), b: section(2, 5) }, "b"],
    [{ c: section(1, 5), a: section(1, 5) }, "a"],
    [{ z: section(1, 99), a: section(1, 1) }, "a"],
    [{ a: "x", b: section(null) }, "b"],
    [{ a: section("many", "x") }, "a"],
    [{}, null],
    [null, null],
  ])("%j: %j", (sections, top) => expect(topPlaybookSectionId({ sections }, playbook)).toBe(top));

  test("inherited names are not sections", () => {
    expect(topPlaybookSectionId({ sections: { constructor: section(1, 1) } }, {})).toBeNull();
  });
});

describe("resolveSectionIdForPlaybook", () => {
  const section_playbook = { a: "hi", b: "hi" };
  const measured = { runtime: { current_section_id: "b" }, sections: { a: section(1, 5), b: section(1, 1) } };
  test.each([
    [{ section_playbook, current_section_id: " b ", product_section_playbook: measured }, "b"],
    [{ section_playbook, current_section_id: "z", product_section_playbook: measured }, "a"],
    [{ section_playbook, current_section_id: 5, product_section_playbook: measured }, "a"],
    [{ section_playbook, product_section_playbook: { ...measured, sections: {} } }, "b"],
    [{ section_playbook, product_section_playbook: { runtime: { current_section_id: "z" } } }, null],
    [{ section_playbook }, null],
    [{ section_playbook: "x", current_section_id: "a" }, null],
    [{}, null],
  ])("%j: %j", (contextExtra, id) => expect(resolveSectionIdForPlaybook(contextExtra)).toBe(id));
});

import { expect, test } from "vitest";
import { type SlimAction, slimAction } from "../actions/slim-action.ts";
import { buildProductSectionPlaybook } from "./section-activity.ts";

const rules = [
  { prefix: "/projects", section_id: "projects" },
  { prefix: "/settings", section_id: "settings" },
];
const nothing = { runtime: { current_section_id: "" }, sections: {} };

function visit(canonicalUrl: string, timestampStartS: number, timestampEndS: number): SlimAction {
  return slimAction({ canonicalUrl, timestampStartS, timestampEndS });
}

test("a visit lasts until the next section; dwell is the actions' own time", () => {
  const actions = [
    visit("/projects", 0, 5),
    visit("/projects/:id", 7, 9),
    visit("/settings", 9, 6),
    visit("/projects", 20, 21),
  ];
  expect(buildProductSectionPlaybook(actions, rules)).toEqual({
    runtime: { current_section_id: "projects" },
    sections: {
      projects: {
        visit_count: 2,
        dwell_seconds_per_visit: [7, 1],
        first_visited_at: "1970-01-01T00:00:00Z",
        last_visited_at: "1970-01-01T00:00:21Z",
      },
      settings: {
        visit_count: 1,
        dwell_seconds_per_visit: [0],
        first_visited_at: "1970-01-01T00:00:09Z",
        last_visited_at: "1970-01-01T00:00:06Z",
      },
    },
  });
});

test.each([
  [undefined, "other"],
  ["  ", "other"],
  [" general ", "general"],
])("unmapped addresses with fallback %j are in %s", (fallback, section) => {
  const { runtime } = buildProductSectionPlaybook([visit("/else", 0, 1)], rules, fallback);
  expect(runtime.current_section_id).toBe(section);
});

test("without rules, or without actions, nothing is measured", () => {
  expect(buildProductSectionPlaybook([visit("/projects", 0, 1)], [])).toEqual(nothing);
  expect(buildProductSectionPlaybook([visit("/projects", 0, 1)], null)).toEqual(nothing);
  expect(buildProductSectionPlaybook([], rules)).toEqual(nothing);
});

test("rules of which none is usable put everything into the fallback", () => {
  expect(buildProductSectionPlaybook([visit("/projects", 0, 1)], [{}, null]).runtime.current_section_id).toBe("other");
});

test("moments in milliseconds are read as such", () => {
  const { sections } = buildProductSectionPlaybook([visit("/projects", 1_700_000_000_000, 1_700_000_002_500)], rules);
  expect(sections.projects).toMatchObject({
    dwell_seconds_per_visit: [2.5],
    first_visited_at: "2023-11-14T22:13:20Z",
  });
});

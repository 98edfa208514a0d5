import { expect, test } from "vitest";
import type { GoldenPath } from "../../paths/golden-path.ts";
import { defineWorkflows } from "../../paths/workflows.ts";
import { actionHistory } from "../../testing/action-history.ts";
import { createGapView } from "../create-gap-view.ts";
import { viewMemory } from "../memory-view.ts";
import { prerequisiteTriggers } from "./prerequisite-triggers.ts";
import { triggersFromPath } from "./triggers-from-path.ts";

const WORKFLOWS = [
  { id: "dashboard", title: "Create a dashboard", area: "reporting", after: ["source"] },
  { id: "source", title: "Connect a data source", area: "setup", after: ["account"] },
  { id: "account", title: "Confirm your address", area: "setup" },
  { id: "share", title: "Share a dashboard", area: "reporting", after: ["dashboard", "account"] },
];
const path = (id: string, workflow: string, page: string): GoldenPath => ({
  id,
  title: id,
  workflow,
  page: [page],
  steps: [
    { id: "a", title: "A", description: "Click **A**.", target: { selectors: [`#${id}-a`] } },
    { id: "b", title: "B", description: "Click **B**.", target: { selectors: [`#${id}-b`] }, page: [`${page}/new`] },
  ],
  goal: "Done.",
});
const dashboard = path("make-dashboard", "dashboard", "/dashboards");
const source = path("add-source", "source", "/sources");

test("workflows come after what they need, and know everything before them", () => {
  const workflows = defineWorkflows(WORKFLOWS);
  expect(workflows.all.map(({ id }) => id)).toEqual(["account", "source", "dashboard", "share"]);
  expect(workflows.prerequisitesOf("share").map(({ id }) => id)).toEqual(["account", "source", "dashboard"]);
  expect(workflows.prerequisitesOf("nothing")).toEqual([]);
  expect(workflows.areas).toEqual(["reporting", "setup"]);
  expect(workflows.inArea("setup").map(({ id }) => id)).toEqual(["account", "source"]);
});

test.each([
  [
    "twice",
    [
      { id: "a", title: "A" },
      { id: "a", title: "B" },
    ],
    "is given twice",
  ],
  ["unknown", [{ id: "a", title: "A", after: ["b"] }], "nobody defines"],
  [
    "circular",
    [
      { id: "a", title: "A", after: ["b"] },
      { id: "b", title: "B", after: ["a"] },
    ],
    "before itself",
  ],
])("%s is refused", (_, definitions, words) => {
  expect(() => defineWorkflows(definitions)).toThrow(words);
});

test("who begins with what needs something else is shown that", () => {
  const [trigger, ...others] = prerequisiteTriggers(defineWorkflows(WORKFLOWS), [dashboard, source]);
  expect(others).toEqual([]);
  expect(trigger).toMatchObject({
    id: "make_dashboard_needs_add_source",
    offer: { body: "Most people connect a data source before they create a dashboard." },
    howTo: source,
    page: ["/dashboards", "/dashboards/new"],
  });
  const paths = new Map([dashboard, source].map((each) => [each.id, each]));
  const click = (id: string, url: string) =>
    ({ type: "click", url, element: { tag: "button", id, label: id } }) as const;
  const ask = (memory: object, ...clicks: readonly ReturnType<typeof click>[]): boolean | undefined => {
    const actions = actionHistory(...clicks.map((each, index) => ({ atS: index, ...each })));
    const gap = createGapView(paths, actions);
    return trigger?.when({ now: 9_000_000, sessionId: "s", actions, memory: viewMemory(memory), gap }).met;
  };
  const begin = click("make-dashboard-a", "/dashboards");
  const done = [click("add-source-a", "/sources"), click("add-source-b", "/sources/new")];
  expect(ask({})).toBe(false);
  expect(ask({}, begin)).toBe(true);
  expect(ask({ workflows: { source: { status: "mastered" } } }, begin)).toBe(false);
  expect(ask({}, ...done, begin)).toBe(false);
});

test("triggers of a path look where its steps are, answer with it, and end when it is done", () => {
  const triggers = triggersFromPath(dashboard, { cooldownS: 60, shadow: true });
  expect(triggers.map(({ id }) => id)).toEqual([
    "make_dashboard_skipped_step",
    "make_dashboard_stuck_step",
    "make_dashboard_off_path",
  ]);
  for (const trigger of triggers) {
    expect(trigger).toMatchObject({ howTo: dashboard, workflow: "dashboard", cooldownS: 60, shadow: true });
    expect(trigger.page).toEqual(["/dashboards", "/dashboards/new"]);
  }
  const long = triggersFromPath({ ...dashboard, id: "x".repeat(64) }, { triggers: ["first_time_path"] });
  expect(long[0]?.id).toHaveLength(64);
  expect(long[0]?.page).toEqual(["/dashboards"]);
});

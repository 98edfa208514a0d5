import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../../actions/action.ts";
import { normaliseEvent } from "../../actions/normalise-event.ts";
import { addActions, emptyWindow } from "../../session/window.ts";
import { samplePath } from "../../testing/sample-rules.ts";
import type { RawEvent, RawEventType } from "../../wire/raw-event.ts";
import type { Condition, TriggerContext } from "../condition.ts";
import { discovered } from "../conditions/discovered.ts";
import { createGapView } from "../create-gap-view.ts";
import { BODY_MAX } from "../trigger.ts";
import type { AnyBuiltin } from "./builtin.ts";
import { builtinTrigger } from "./builtin-trigger.ts";
import { checkParameters } from "./check-parameters.ts";
import { BUILTINS, findBuiltin } from "./index.ts";
import { signal } from "./signal.ts";

const ids = BUILTINS.map(({ id }) => id);

/** Something for every parameter that has no default. */
function someParams(builtin: AnyBuiltin): Readonly<Record<string, unknown>> {
  const given = { text: samplePath.id, texts: ["/a", "/b"], action: { type: "click", label: "save" } } as const;
  const required = Object.entries(builtin.parameters).filter(([, spec]) => spec.required === true);
  return Object.fromEntries(required.map(([name, { type }]) => [name, given[type as keyof typeof given]]));
}

function conditionOf(id: string): Condition {
  return signal(id, someParams(findBuiltin(id) as AnyBuiltin));
}

const TYPES: readonly RawEventType[] = [
  "page_view",
  "click",
  "click",
  "submit",
  "change",
  "visibility",
  "error",
  "dead_click",
  "form_close",
  "input_activity",
];
const properties = fc.record(
  {
    state: fc.constantFrom("hidden", "visible", "away", "back", "active"),
    invalid: fc.boolean(),
    cleared: fc.integer({ min: 0, max: 4 }),
    edited: fc.boolean(),
    form: fc.constantFrom("f", "g"),
    status: fc.constantFrom(200, 404, 500),
    click_id: fc.constantFrom("1", "2", "3"),
    void: fc.boolean(),
    x: fc.integer({ min: 0, max: 60 }),
  },
  { requiredKeys: [] },
);
const event: fc.Arbitrary<RawEvent> = fc.record({
  id: fc.integer({ min: 0, max: 9_999 }).map(String),
  type: fc.constantFrom(...TYPES),
  at: fc.integer({ min: 1_000, max: 240_000 }),
  url: fc.constantFrom("/projects", "/b", "/c/1", "/c/2"),
  tab_id: fc.constantFrom("t1", "t1", "t1", "t2"),
  properties,
  element: fc.record({
    role: fc.constantFrom("button", "textbox"),
    label: fc.constantFrom("Save changes", "Edit A", "Edit B", "Open"),
  }),
});
/** As a page sends them: an id stands for one event. */
const history = fc
  .uniqueArray(event, { maxLength: 40, selector: ({ id }) => id })
  .map((events) => events.map((each) => normaliseEvent({ event: each, receivedAt: each.at as number })));

function contextOf(actions: readonly Action[], now: number): TriggerContext {
  const page = actions.at(-1);
  const gap = createGapView(new Map([[samplePath.id, samplePath]]), actions);
  return { now, sessionId: "s", actions, gap, ...(page === undefined ? {} : { page }) };
}

describe("every built-in", () => {
  test.each(ids)("%s: the order of arrival and repetitions change nothing", (id) => {
    const when = conditionOf(id);
    const arrivals = history.chain((actions) =>
      fc.tuple(fc.constant(actions), fc.shuffledSubarray([...actions, ...actions], { minLength: actions.length * 2 })),
    );
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 240_000, max: 400_000 }), ([actions, arrived], now) => {
        const together = addActions(emptyWindow(), actions).window.actions;
        const oneByOne = arrived.reduce((window, action) => addActions(window, [action]).window, emptyWindow());
        expect(when(contextOf(oneByOne.actions, now))).toEqual(when(contextOf(together, now)));
      }),
      { numRuns: 60 },
    );
  });

  test.each(ids)("%s: it is met at the moment it named, and not before", (id) => {
    const when = conditionOf(id);
    fc.assert(
      fc.property(
        history,
        fc.integer({ min: 0, max: 60_000 }),
        fc.integer({ min: 1, max: 120_000 }),
        (raw, later, step) => {
          const { actions } = addActions(emptyWindow(), raw).window;
          const now = (actions.at(-1)?.at ?? 0) + later;
          const { met, recheckAt } = when(contextOf(actions, now));
          if (met) return;
          if (recheckAt === undefined) {
            expect(when(contextOf(actions, now + step)).met).toBe(false);
            return;
          }
          expect(recheckAt).toBeGreaterThan(now);
          expect(when(contextOf(actions, recheckAt - 1)).met).toBe(false);
          if (id !== "section_playbook_match") expect(when(contextOf(actions, recheckAt)).met).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each(BUILTINS)("$id: documented, with defaults in their own range", (builtin) => {
    expect(Array.from(builtin.defaultBody).length).toBeLessThanOrEqual(BODY_MAX);
    for (const [name, spec] of Object.entries(builtin.parameters)) {
      expect(spec.description, name).toMatch(/\.$/);
      if (spec.required === true) expect(spec.default, name).toBeUndefined();
    }
    expect(checkParameters(builtin, someParams(builtin))).toMatchObject({ ok: true });
  });

  test("ids are unique", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("builtinTrigger", () => {
  const product = { page: "/projects", until: discovered({ label: "goal" }), howTo: samplePath };

  test("fills in id, words and defaults; everything else is the product's", () => {
    const trigger = builtinTrigger("rage_click", { ...product, params: { clicks: 5 }, cooldownS: 60, shadow: true });
    expect(trigger).toMatchObject({ id: "rage_click", page: ["/projects"], cooldownS: 60, shadow: true });
    expect(trigger.offer.body).toBe(findBuiltin("rage_click")?.defaultBody);
    expect(trigger.when(contextOf([], 0)).threshold).toBe(5);
    expect(builtinTrigger("rage_click", { ...product, id: "rage", offer: { body: "Hm?" } })).toMatchObject({
      id: "rage",
      offer: { body: "Hm?" },
    });
  });

  test.each([
    ["rageclick", {}, "triggers.rageclick.builtin"],
    ["rage_click", { click: 5 }, "triggers.rage_click.params.click"],
    ["rage_click", { clicks: 1 }, "triggers.rage_click.params.clicks"],
    ["rage_click", { clicks: 2.5 }, "triggers.rage_click.params.clicks"],
    ["rage_click", { ignore: "next" }, "triggers.rage_click.params.ignore"],
    ["repeat_open", { open: { label: "x" } }, "triggers.repeat_open.params.done"],
    ["repeat_open", { open: {}, done: { label: "x" } }, "triggers.repeat_open.params.open"],
    ["stuck_step", { path: " " }, "triggers.stuck_step.params.path"],
  ])("%s with %j is refused at %s", (id, params, path) => {
    expect(() => builtinTrigger(id, { ...product, params })).toThrow(
      expect.objectContaining({ code: "trigger_invalid", path }),
    );
  });
});

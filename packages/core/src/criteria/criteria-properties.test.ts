import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action } from "../actions/action.ts";
import { normaliseEvent } from "../actions/normalise-event.ts";
import { SECOND_MS } from "../ids.ts";
import { addActions, emptyWindow } from "../session/window.ts";
import type { Condition, TriggerContext } from "../triggers/condition.ts";
import { type GapView, viewMemory } from "../triggers/memory-view.ts";
import { criteriaJsonSchema } from "./criteria-json-schema.ts";
import { describeCondition } from "./describe-criteria.ts";
import { parseCriteria } from "./parse-criteria.ts";

type Json = Readonly<Record<string, unknown>>;

const LABELS = ["Save", "Save all", "Cancel", ""];
const PAGES = ["/projects", "/projects/7", "/billing"];
/** What a user does, as opposed to what a page notices. */
const DEEDS: readonly string[] = ["click", "submit", "page_view"];
const EVENTS = ["click", "submit", "page_view", "error", "input_activity", "visibility"] as const;

/** A session of up to 40 actions in a small world, so that conditions about it are often met. */
const context: fc.Arbitrary<TriggerContext> = fc
  .record({
    steps: fc.array(
      fc.record({
        afterS: fc.integer({ min: 0, max: 40 }),
        type: fc.constantFrom(...EVENTS),
        label: fc.constantFrom(...LABELS),
        url: fc.constantFrom(...PAGES),
        state: fc.constantFrom("hidden", "visible", "typing", "idle", "away", "back"),
        status: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 40 },
    ),
    laterS: fc.integer({ min: 0, max: 200 }),
    knows: fc.boolean(),
  })
  .map(({ steps, laterS, knows }) => {
    let at = 1_000_000;
    const actions = steps.map(({ afterS, type, label, url, state, status }, index): Action => {
      at += afterS * SECOND_MS;
      const event = { id: `e${index}`, type, at, url, element: { label }, properties: { state, status } };
      return normaliseEvent({ event, receivedAt: at });
    });
    const window = addActions(emptyWindow(), actions).window.actions;
    const page = window.findLast((action) => action.url !== "");
    return {
      now: at + laterS * SECOND_MS,
      sessionId: "s",
      actions: window,
      ...(page && { page: { url: page.url, canonicalUrl: page.canonicalUrl } }),
      ...(knows && { memory: viewMemory({ lastSeenAt: 0, accountCreatedAt: 0 }), gap: NO_GAP }),
    };
  });

const NO_GAP: GapView = {
  nextStep: () => null,
  missedSteps: () => [],
  fitness: () => 1,
  deviationCost: () => 3,
  currentStep: () => ({ stepId: "a", enteredAt: 1_000_000 }),
  isDone: () => false,
};

/** Values that a JSON Schema allows; only what this language's schema uses. */
function allowedBy(schema: Json, root: Json, depth: number): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === "string")
    return allowedBy((root.$defs as Record<string, Json>).criteria as Json, root, depth + 1);
  if (schema.oneOf !== undefined) {
    const isNode = (each: Json) => JSON.stringify(each).includes("$ref");
    const choices = (schema.oneOf as readonly Json[]).filter((each) => depth < 4 || !isNode(each));
    return fc.oneof(...choices.map((each) => allowedBy(each, root, depth)));
  }
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...(schema.enum as unknown[]));
  const types = [schema.type].flat() as string[];
  return fc.oneof(...types.map((type) => ofType(type, schema, root, depth)));
}

function ofType(type: string, schema: Json, root: Json, depth: number): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum: max = 1e6 } = schema as { minimum?: number; maximum?: number };
  switch (type) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min, max });
    case "number":
      return fc.double({ min, max, noNaN: true });
    case "string":
      return schema.pattern === "\\S" || schema.pattern === undefined
        ? fc.string({ minLength: 1, maxLength: 12 }).map((text) => `x${text}`)
        : fc.stringMatching(new RegExp(schema.pattern as string), { maxLength: 60 }).filter((text) => /\S/.test(text));
    case "array": {
      const { minItems = 0, items } = schema as { minItems?: number; items: Json };
      return fc.array(allowedBy(items, root, depth), { minLength: minItems, maxLength: minItems + 2 });
    }
    default: {
      const properties = Object.entries((schema.properties ?? {}) as Record<string, Json>);
      const model = Object.fromEntries(properties.map(([name, each]) => [name, allowedBy(each, root, depth)]));
      return fc.record(model, { requiredKeys: (schema.required ?? []) as string[], noNullPrototype: true });
    }
  }
}

const schema = criteriaJsonSchema() as Json;
const anyCriteria = allowedBy(schema, schema, 0);

describe("whatever the JSON Schema allows", () => {
  test("is read, but for what one field asks of another", () => {
    fc.assert(
      fc.property(anyCriteria, (json) => {
        const parsed = parseCriteria(json);
        if (parsed.ok) return;
        // A filter that says nothing, and the value of a property's comparison, are beyond the schema.
        const within = parsed.problems.filter(({ path, code }) => code !== "empty" && !/(^|\.)value$/.test(path));
        expect(within, JSON.stringify(json)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("never throws on any history, and says the same twice, in words", () => {
    fc.assert(
      fc.property(anyCriteria, context, (json, history) => {
        const parsed = parseCriteria(json);
        if (!parsed.ok) return;
        const first = parsed.condition(history);
        expect(first).toEqual(parsed.condition(history));
        expect(typeof first.met).toBe("boolean");
        expect(first.recheckAt ?? history.now + 1, JSON.stringify(json)).toBeGreaterThan(history.now);
        expect(describeCondition(parsed.condition)).toMatch(/\S/);
      }),
      { numRuns: 1_000 },
    );
  });
});

const someLabel = fc.constantFrom("save", "SAVE ALL", "cancel", "delete");
const somePage = fc.constantFrom("/projects", "/projects/:id", "/projects/*", "/billing", "*");
const filter = fc
  .record(
    {
      event: fc.constantFrom(...EVENTS),
      label: fc.oneof(someLabel, fc.array(someLabel, { minLength: 1, maxLength: 2 })),
      page: somePage,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .filter((fields) => Object.keys(fields).length > 0);
const withinS = fc.integer({ min: 1, max: 300 });

const leaf: fc.Arbitrary<Json> = fc.oneof(
  somePage.map((page) => ({ type: "page", page })),
  filter
    .filter(({ event }) => event === undefined || DEEDS.includes(event))
    .map((fields) => ({ type: "latest", ...fields })),
  filter.map((fields) => ({ type: "happened", ...fields })),
  fc.tuple(filter, fc.integer({ min: 1, max: 5 }), withinS).map(([fields, count, within_s]) => ({
    type: "count",
    ...fields,
    at_least: count,
    within_s,
  })),
  fc.tuple(filter, withinS).map(([fields, within_s]) => ({ type: "absence", ...fields, within_s })),
  fc.tuple(fc.array(filter, { minLength: 2, maxLength: 4 }), withinS).map(([steps, within_s]) => ({
    type: "sequence",
    steps,
    within_s,
  })),
  fc.integer({ min: 0, max: 4 }).map((value) => ({ type: "property", property: "status", compare: "at_least", value })),
  fc.record({ type: fc.constant("url_change"), from: somePage, to: somePage }, { requiredKeys: ["type"] }),
);

const tree: fc.Arbitrary<Json> = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    tie("tree").map((not) => ({ not })),
    fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie("tree"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
  ),
})).tree;

/** The language once more, written for nothing but to be obvious. */
function naive(json: Json, { actions, now, page }: TriggerContext): boolean {
  const again = (each: unknown): boolean =>
    naive(each as Json, { actions, now, sessionId: "", ...(page === undefined ? {} : { page }) });
  if (json.all !== undefined) return (json.all as unknown[]).every(again);
  if (json.any !== undefined) return (json.any as unknown[]).some(again);
  if (json.not !== undefined) return !again(json.not);
  const recent = actions.filter(({ at }) => at >= now - Number(json.within_s) * SECOND_MS);
  const fitting = (list: readonly Action[], by: Json = json) => list.filter((action) => fits(action, by));
  const views = actions.filter(({ url }) => url !== "");
  const [before, latest] = views.slice(-2);
  switch (json.type) {
    case "page":
      return page !== undefined && isOn(json.page, page.url);
    case "latest":
      return fitting(actions.filter(({ type }) => DEEDS.includes(type)).slice(-1)).length === 1;
    case "happened":
      return fitting(actions).length > 0;
    case "count":
      return fitting(recent).length >= Number(json.at_least);
    case "absence":
      return fitting(recent).length === 0;
    case "sequence":
      return (
        (json.steps as Json[]).reduce<readonly Action[] | undefined>((rest, step) => {
          const index = rest?.findIndex((action) => fits(action, step)) ?? -1;
          return index < 0 ? undefined : rest?.slice(index + 1);
        }, recent) !== undefined
      );
    case "property":
      return Number(actions.at(-1)?.properties?.status ?? -1) >= Number(json.value);
    default:
      if (before === undefined || latest === undefined || before.canonicalUrl === latest.canonicalUrl) return false;
      return isOn(json.from ?? "*", before.url) && isOn(json.to ?? "*", latest.url);
  }
}

function fits(action: Action, { event, label, page }: Json): boolean {
  const parts = label === undefined ? [""] : ([label].flat() as string[]);
  return (
    (event === undefined || event === action.type) &&
    parts.some((part) => action.label.toLowerCase().includes(part.toLowerCase())) &&
    isOn(page ?? "*", action.url)
  );
}

/** Which of the three pages each pattern means. */
function isOn(pattern: unknown, url: string): boolean {
  const meant: Record<string, readonly string[]> = {
    "*": PAGES,
    "/projects": ["/projects"],
    "/projects/:id": ["/projects/7"],
    "/projects/*": ["/projects", "/projects/7"],
    "/billing": ["/billing"],
  };
  return meant[pattern as string]?.includes(url) ?? false;
}

function compile(json: unknown): Condition {
  const parsed = parseCriteria(json);
  if (!parsed.ok) throw new Error(`${JSON.stringify(json)}: ${JSON.stringify(parsed.problems)}`);
  return parsed.condition;
}

test("compiled criteria agree with a naive evaluation", () => {
  let metCount = 0;
  fc.assert(
    fc.property(tree, context, (json, history) => {
      const { met } = compile(json)(history);
      if (met) metCount++;
      expect(met, JSON.stringify(json)).toBe(naive(json, history));
    }),
    { numRuns: 2_000 },
  );
  // Neither side is trivially false.
  expect(metCount).toBeGreaterThan(200);
});

test("an absence comes true at the very moment it says", () => {
  fc.assert(
    fc.property(filter, withinS, context, (fields, within_s, history) => {
      const absent = compile({ type: "absence", ...fields, within_s });
      const { met, recheckAt } = absent(history);
      if (met || recheckAt === undefined) return;
      expect(absent({ ...history, now: recheckAt - 1 }).met).toBe(false);
      expect(absent({ ...history, now: recheckAt }).met).toBe(true);
    }),
  );
});

describe("laws", () => {
  const holds = (law: (a: Json, b: Json, c: Json) => readonly [unknown, unknown]) => () => {
    fc.assert(
      fc.property(leaf, leaf, leaf, context, (a, b, c, history) => {
        const [left, right] = law(a, b, c).map((json) => compile(json)(history).met);
        expect(left).toBe(right);
      }),
      { numRuns: 300 },
    );
  };

  test(
    "two negations cancel",
    holds((a) => [{ not: { not: a } }, a]),
  );
  test(
    "a group of one is its part",
    holds((a) => [{ all: [a] }, { any: [a] }]),
  );
  test(
    "order does not matter",
    holds((a, b) => [{ all: [a, b] }, { all: [b, a] }]),
  );
  test(
    "grouping does not matter",
    holds((a, b, c) => [{ any: [a, { any: [b, c] }] }, { any: [{ any: [a, b] }, c] }]),
  );
  test(
    "not all is any not",
    holds((a, b) => [{ not: { all: [a, b] } }, { any: [{ not: a }, { not: b }] }]),
  );
  test(
    "not any is all not",
    holds((a, b) => [{ not: { any: [a, b] } }, { all: [{ not: a }, { not: b }] }]),
  );
  test(
    "all distributes over any",
    holds((a, b, c) => [{ all: [a, { any: [b, c] }] }, { any: [{ all: [a, b] }, { all: [a, c] }] }]),
  );
  test(
    "a part absorbs",
    holds((a, b) => [{ any: [a, { all: [a, b] }] }, a]),
  );
  test(
    "AND is all",
    holds((a, b) => [{ operator: "AND", conditions: [a, b] }, { all: [a, b] }]),
  );
  test(
    "OR is any",
    holds((a, b) => [{ operator: "OR", conditions: [a, b] }, { any: [a, b] }]),
  );
});

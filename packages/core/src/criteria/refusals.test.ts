import fc from "fast-check";
import { expect, test } from "vitest";
import { samplePath } from "../testing/sample-rules.ts";
import { parseTriggerFile } from "./parse-trigger-file.ts";

type Json = Readonly<Record<string, unknown>>;

const { id: _, ...path } = samplePath;

/** One of everything a document may hold. */
const DOCUMENT: Json = {
  paths: { "bulk-edit": path },
  triggers: [
    {
      id: "by_hand",
      page: ["/projects", "/projects/:id"],
      when: {
        name: "Edits by hand",
        all: [
          { type: "count", event: "click", label: ["save", "update"], page: "/projects", at_least: 3, within_s: 120 },
          { type: "sequence", steps: [{ event: "click" }, { label: "save" }], within_s: 60 },
          {
            any: [
              { builtin: "rage_click", params: {} },
              { type: "dwell", for_s: 60, max_actions: 5 },
            ],
          },
          { not: { type: "workflow_is", workflow: "bulk-edit", status: "mastered" } },
          { operator: "OR", conditions: [{ type: "at_step", path: "bulk-edit", step: "apply" }] },
          { type: "property", property: "status", compare: "at_least", value: 500 },
          { builtin: "repeat_open", params: { open: { label: "connect" }, done: { label: "verified" }, atLeast: 4 } },
        ],
      },
      until: { type: "happened", label: "apply to" },
      howTo: "bulk-edit",
      offer: { body: "Shall I show you?", tour_label: "Show me", chat_label: "Ask" },
      cooldown_s: 3_600,
      shadow: false,
      min_page_age_s: 10,
    },
    {
      id: "raging",
      page: "*",
      when: { builtin: "rage_click" },
      until: { type: "idle", for_s: 5 },
      howTo: withId("raging"),
    },
  ],
};

function withId(id: string): Json {
  return { ...path, id };
}

type Place = readonly (string | number)[];

/** Every value inside, and the document itself. */
function placesIn(value: unknown, at: Place = []): readonly Place[] {
  const inner = Array.isArray(value)
    ? value.flatMap((each, index) => placesIn(each, [...at, index]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, each]) => placesIn(each, [...at, key]))
      : [];
  return [at, ...inner];
}

function at(document: unknown, place: Place): unknown {
  return place.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
}

/** For each type of value, things that are not it, or not any more. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  string: [7, true, { zzz: 1 }, null, "", " ", []],
  number: ["7", true, {}, [], null, -1e9, 1e12],
  boolean: ["true", 1, {}, [], null],
  list: [7, "", true, { zzz: 1 }, null],
  object: [7, "zzz", [], true, null],
};

interface Mistake {
  readonly name: string;
  readonly document: unknown;
}

/** Every single mistake: a wrong value, a field too many or a misspelt one, anywhere in the document. */
const MISTAKES: readonly Mistake[] = placesIn(DOCUMENT).flatMap((place) => {
  const value = at(DOCUMENT, place);
  const type = Array.isArray(value) ? "list" : typeof value;
  const wrong = (WRONG[type] ?? []).filter((each) => !meansSomething(place, each));
  const replaced = wrong.map((each) => changed(place, `becomes ${JSON.stringify(each)}`, () => each));
  if (type !== "object") return replaced;
  const added = changed(place, "gets zzz", (object) => ({ ...object, zzz: 1 }));
  const misspelt = Object.keys(value as Json).map((key) =>
    changed(place, `has ${key}zzz`, ({ [key]: moved, ...rest }) => ({ ...rest, [`${key}zzz`]: moved })),
  );
  return [...replaced, added, ...misspelt];
});

function changed(place: Place, what: string, change: (value: Json) => unknown): Mistake {
  const name = `${place.join(".") || "the document"} ${what}`;
  const [key, ...parents] = place.toReversed();
  if (key === undefined) return { name, document: change(DOCUMENT) };
  const document = structuredClone(DOCUMENT);
  const parent = at(document, parents.toReversed()) as Record<string | number, unknown>;
  parent[key] = change(parent[key] as Json);
  return { name, document };
}

/** Replacements that are allowed: an empty list, no button, an author's empty name, any number to compare with. */
function meansSomething(place: Place, value: unknown): boolean {
  const key = String(place.at(-1) ?? "document");
  if (Array.isArray(value) && value.length === 0 && ["document", "triggers", "selectors"].includes(key)) return true;
  if (typeof value === "number" && key === "value") return true;
  if (value === null) return key.endsWith("_label");
  return typeof value === "string" && value.trim() === "" && key === "name" && place.includes("when");
}

test("the document itself is fine", () => {
  expect(parseTriggerFile(DOCUMENT)).toMatchObject({ ok: true });
});

test("any single mistake refuses all of it, and is reported where it is", () => {
  expect(MISTAKES.length).toBeGreaterThan(500);
  expect(MISTAKES.filter(({ document }) => parseTriggerFile(document).ok).map(({ name }) => name)).toEqual([]);
  for (const { name, document } of MISTAKES) {
    const parsed = parseTriggerFile(document);
    for (const { path: problemPath, code, detail } of parsed.ok ? [] : parsed.problems) {
      const place = placeOf(problemPath);
      // What is missing is not there: its place is the object it is missing from.
      const found = at(document, code === "missing_field" ? place.slice(0, -1) : place);
      expect(found, `${name} → ${problemPath} ${code}`).not.toBe(undefined);
      expect(detail).toMatch(/\S/);
    }
  }
});

test("several mistakes are all reported", () => {
  const some = fc.uniqueArray(fc.constantFrom("cooldown_s", "shadow", "min_page_age_s"), { minLength: 1 });
  fc.assert(
    fc.property(some, some, (first, second) => {
      const triggers = (DOCUMENT.triggers as readonly Json[]).map((trigger, index) => ({
        ...trigger,
        ...Object.fromEntries((index === 0 ? first : second).map((field) => [field, "zzz"])),
      }));
      const parsed = parseTriggerFile({ ...DOCUMENT, triggers });
      expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.path).sort()).toEqual(
        [...first.map((field) => `triggers[0].${field}`), ...second.map((field) => `triggers[1].${field}`)].sort(),
      );
    }),
  );
});

test("whatever is given, nothing throws", () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 6 }), (json) => {
      expect(typeof parseTriggerFile(json).ok).toBe("boolean");
      expect(parseTriggerFile({ triggers: [json] }).ok).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

function placeOf(problemPath: string): Place {
  return Array.from(problemPath.matchAll(/\[(\d+)\]|([^.[\]]+)/g), ([, index, key]) =>
    index === undefined ? (key as string) : Number(index),
  );
}

import { describe, expect, test } from "vitest";
import { createEngineDriver } from "../testing/engine-driver.ts";
import { samplePath, sampleRules } from "../testing/sample-rules.ts";
import { parseTriggerFile } from "./parse-trigger-file.ts";
import { parseTrigger, parseTriggers } from "./parse-triggers.ts";

const paths = new Map([[samplePath.id, samplePath]]);
const { id: _, ...pathWithoutId } = samplePath;

const bulkEdit = {
  id: "bulk_edit_opportunity",
  page: "/projects",
  when: {
    all: [
      { type: "count", event: "click", label: "save changes", at_least: 3, within_s: 120 },
      { type: "latest", page: "/projects" },
      { not: { type: "happened", label: ["bulk edit", "apply to"] } },
    ],
  },
  until: { type: "happened", event: "click", label: "apply to" },
  howTo: samplePath.id,
  offer: { body: "Want me to show you bulk edit?" },
};

const problemsOf = (parsed: ReturnType<typeof parseTriggers>) =>
  parsed.ok ? [] : parsed.problems.map(({ path, code }) => `${path} ${code}`);

describe("triggers as JSON", () => {
  test("tell the story that code tells", () => {
    const parsed = parseTriggers([bulkEdit], paths);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const driver = createEngineDriver(sampleRules({}, parsed.triggers));
    for (const at of [100_000, 110_000]) driver.click("Save changes", at);
    expect(driver.offer).toBeNull();
    driver.click("Save changes", 120_000);
    expect(driver.offer).toMatchObject({ triggerId: "bulk_edit_opportunity", body: bulkEdit.offer.body });
  });

  test("every field arrives under its name in code", () => {
    const parsed = parseTrigger(
      {
        ...bulkEdit,
        page: ["/projects", "/projects/:id"],
        howTo: samplePath,
        offer: { body: "Hello", tour_label: "Go", chat_label: null },
        ...{ cooldown_s: 60, shadow: true, workflow: "bulk", anchor: "options", min_page_age_s: 0, defer_s: 20 },
      },
      new Map(),
    );
    expect(parsed).toMatchObject({
      ok: true,
      trigger: {
        page: ["/projects", "/projects/:id"],
        howTo: samplePath,
        offer: { body: "Hello", tourLabel: "Go", chatLabel: null },
        ...{ cooldownS: 60, shadow: true, workflow: "bulk", anchor: "options", minPageAgeS: 0, deferS: 20 },
      },
    });
  });

  test("a built-in alone brings its own words; anything else must say something", () => {
    const { offer: _offer, ...silent } = bulkEdit;
    const parsed = parseTrigger({ ...silent, when: { builtin: "rage_click" } }, paths);
    expect(parsed.ok && parsed.trigger.offer.body).toMatch(/\S/);
    expect(problemsOf(parseTriggers([silent], paths))).toEqual(["triggers[0].offer missing_field"]);
  });

  test("conditions may name the path written beside them", () => {
    const inline = { ...samplePath, id: "inline" };
    const when = { type: "at_step", path: "inline", step: "apply" };
    expect(parseTrigger({ ...bulkEdit, howTo: inline, when }, paths)).toMatchObject({ ok: true });
    expect(problemsOf(parseTriggers([{ ...bulkEdit, when }], paths))).toEqual(["triggers[0].when.path unknown_path"]);
  });
});

describe("one defect refuses the whole list", () => {
  test("and every defect of every trigger is named", () => {
    const parsed = parseTriggers(
      [
        bulkEdit,
        { ...bulkEdit, id: "Bulk", howTo: "bulk-edit", cooldown: 60 },
        7,
        { ...bulkEdit, offer: { body: "x".repeat(151) }, until: undefined },
        { id: "empty" },
      ],
      paths,
      "products[0].triggers",
    );
    expect(problemsOf(parsed)).toEqual([
      "products[0].triggers[1].cooldown unknown_field",
      "products[0].triggers[1].id invalid_id",
      "products[0].triggers[1].howTo unknown_path",
      "products[0].triggers[2] wrong_type",
      "products[0].triggers[3].until wrong_type",
      "products[0].triggers[3].offer.body too_long",
      "products[0].triggers[3].id duplicate_id",
      "products[0].triggers[4].page missing_field",
      "products[0].triggers[4].when missing_field",
      "products[0].triggers[4].until missing_field",
      "products[0].triggers[4].howTo missing_field",
      "products[0].triggers[4].offer missing_field",
    ]);
  });

  test.each([
    [null, "triggers wrong_type"],
    [{ length: 1 }, "triggers wrong_type"],
    [Array.from({ length: 201 }, () => 0), "triggers too_many"],
  ])("%#", (json, problem) => {
    expect(problemsOf(parseTriggers(json, paths))).toEqual([problem]);
  });
});

describe("a document of triggers", () => {
  const document = { paths: { [samplePath.id]: pathWithoutId }, triggers: [bulkEdit] };

  test("has its own paths, whose ids are their keys", () => {
    expect(parseTriggerFile(document)).toMatchObject({
      ok: true,
      triggers: [{ howTo: samplePath }],
      paths: [samplePath],
    });
  });

  test("or is only the list, which names paths from elsewhere", () => {
    expect(parseTriggerFile([bulkEdit], paths)).toMatchObject({ ok: true });
    expect(problemsOf(parseTriggerFile([bulkEdit]))).toEqual(["[0].howTo unknown_path"]);
  });

  test("problems of its paths are named with those of its triggers", () => {
    const broken = { ...document, paths: { Bulk: { ...pathWithoutId, goal: "" } }, trigger: [] };
    expect(problemsOf(parseTriggerFile(broken))).toEqual([
      "trigger unknown_field",
      "paths.Bulk.id invalid_id",
      "paths.Bulk.goal empty",
      "triggers[0].howTo unknown_path",
    ]);
    expect(problemsOf(parseTriggerFile({ paths: [] }))).toEqual(["paths wrong_type", "triggers missing_field"]);
  });

  test.each([undefined, "triggers", 1])("%j is none", (json) => {
    expect(parseTriggerFile(json)).toMatchObject({ ok: false, problems: [{ path: "", code: "wrong_type" }] });
  });
});

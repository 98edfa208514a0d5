import { describe, expect, test } from "vitest";
import { PROACTIVE_TRIGGER_IDS } from "../builtin/proactive-trigger-ids.ts";
import { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import { defaultProactiveTriggerRegistry, registryFromBuiltinSpecs } from "./builtin-registry.ts";
import { listBuiltinTriggerCatalog } from "./builtin-trigger-catalog.ts";
import { resolveBuiltinSpecs } from "./resolve-builtin-specs.ts";

const row = { id: "user_page_dwell", name: "N", description: "D" };

describe("resolveBuiltinSpecs", () => {
  test("merges the catalogue's defaults, trims texts, ignores unknown keys", () => {
    expect(
      resolveBuiltinSpecs([
        { ...row, id: " user_page_dwell ", name: " N ", cooldown_s: "45", triggering_type: null, extra: 1 },
      ]),
    ).toEqual([
      {
        id: "user_page_dwell",
        name: "N",
        description: "D",
        interactionTimeoutS: 10,
        cooldownS: 45,
        triggeringType: "llm_judge_validation",
      },
    ]);
  });

  test.each([
    [null, "builtins"],
    ["abc", "builtins"],
    [{ a: 1 }, "builtins"],
    [[row, null], "builtins[1]"],
    [[[]], "builtins[0]"],
    [[{ ...row, id: "unknown" }], "builtins[0].id"],
    [[{ name: "N", description: "D" }], "builtins[0].id"],
    [[{ ...row, name: "  " }], "builtins[0].name"],
    [[{ ...row, description: 5 }], "builtins[0].description"],
    [[{ ...row, interaction_timeout_s: 0 }], "builtins[0].interaction_timeout_s"],
    [[{ ...row, interaction_timeout_s: true }], "builtins[0].interaction_timeout_s"],
    [[{ ...row, cooldown_s: Number.NaN }], "builtins[0].cooldown_s"],
    [[{ ...row, cooldown_s: "1_000" }], "builtins[0].cooldown_s"],
    [[{ ...row, triggering_type: "  " }], "builtins[0].triggering_type"],
    [[{ ...row, id: "canonical_url_ping_pong", min_cycles: 0 }], "builtins[0].min_cycles"],
    [[{ ...row, id: "canonical_url_ping_pong", min_cycles: 1.5 }], "builtins[0].min_cycles"],
  ])("rejects %j at %s", (builtins, path) => {
    expect(() => resolveBuiltinSpecs(builtins)).toThrow(
      expect.objectContaining({ code: "proactive_builtin_spec_invalid", path }),
    );
  });
});

describe("registryFromBuiltinSpecs", () => {
  test("keeps the rows' order, also of one built-in twice", () => {
    const registry = registryFromBuiltinSpecs([row, { ...row, id: "section_playbook_match" }, row]);
    expect(registry.triggers.map((trigger) => trigger.triggerId)).toEqual([
      "user_page_dwell",
      "section_playbook_match",
      "user_page_dwell",
    ]);
  });

  test("needs at least one row", () => {
    expect(() => registryFromBuiltinSpecs([])).toThrow(expect.objectContaining({ path: "builtins" }));
  });

  test("min_cycles of a row is honoured", () => {
    const registry = registryFromBuiltinSpecs([{ ...row, id: "canonical_url_ping_pong", min_cycles: 2 }]);
    const on = (canonicalUrls: readonly string[]): ProactiveTriggerContext =>
      new ProactiveTriggerContext({ productId: "p", sessionId: "s", canonicalUrls });
    expect(registry.evaluateFirst(on(["/a", "/b", "/a"]))).toBeNull();
    expect(registry.evaluateFirst(on(["/a", "/b", "/a", "/b"]))?.metadata).toEqual({
      min_cycles: 2,
      triggering_type: "llm_judge_validation",
    });
  });
});

test("the catalogue lists every id once, and the default registry holds ping-pong alone", () => {
  expect(listBuiltinTriggerCatalog().map((entry) => entry.id)).toEqual(PROACTIVE_TRIGGER_IDS);
  for (const entry of listBuiltinTriggerCatalog()) expect(entry.create({}).triggerId).toBe(entry.id);
  expect(defaultProactiveTriggerRegistry().triggers.map((trigger) => trigger.triggerId)).toEqual([
    "canonical_url_ping_pong",
  ]);
});

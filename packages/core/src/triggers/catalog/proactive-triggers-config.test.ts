import { describe, expect, test } from "vitest";
import { slimAction } from "../../actions/slim-action.ts";
import {
  contextExtraFromProactiveTriggersConfig,
  registryFromProactiveTriggersConfig,
} from "./proactive-triggers-config.ts";

const builtins = ["user_page_dwell", "canonical_url_ping_pong"].map((id) => ({ id, name: "N", description: "D" }));

function ids(config: unknown): readonly string[] {
  return registryFromProactiveTriggersConfig(config).triggers.map((trigger) => trigger.triggerId);
}

describe("registry", () => {
  test.each([
    [undefined, ["canonical_url_ping_pong"]],
    [{}, ["canonical_url_ping_pong"]],
    [{ registry: "default", mode: "default_registry", builtins }, ["user_page_dwell", "canonical_url_ping_pong"]],
    [{ mode: "ping_pong_only", builtins }, ["canonical_url_ping_pong"]],
  ])("%j", (config, expected) => expect(ids(config)).toEqual(expected));

  test.each([
    ["x", "proactive_triggers"],
    [{ registry: "mine" }, "proactive_triggers.registry"],
    [{ mode: "all" }, "proactive_triggers.mode"],
    [{ builtins: [] }, "builtins"],
  ])("rejects %j at %s", (config, path) => {
    expect(() => ids(config)).toThrow(expect.objectContaining({ code: "proactive_builtin_spec_invalid", path }));
  });
});

test("tuning keys travel to the context, with the measured sections when there are rules", () => {
  const actions = [slimAction({ canonicalUrl: "https://app.example.com/projects/1" })];
  const config = { dwell_threshold_seconds: 30, mode: "ping_pong_only" };
  expect(contextExtraFromProactiveTriggersConfig(config, actions)).toEqual({ dwell_threshold_seconds: 30 });
  const rules = [{ prefix: "/projects", section_id: "projects" }];
  expect(contextExtraFromProactiveTriggersConfig({ section_url_rules: rules }, actions)).toMatchObject({
    section_url_rules: rules,
    product_section_playbook: { runtime: { current_section_id: "projects" } },
  });
  expect(contextExtraFromProactiveTriggersConfig(null, actions)).toEqual({});
});

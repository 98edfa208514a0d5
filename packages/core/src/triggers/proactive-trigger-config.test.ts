import { expect, test } from "vitest";
import { criteriaFromDict, criteriaToDict } from "./criteria.ts";
import {
  findTriggerConfigByCriteria,
  parseProactiveTriggerConfigs,
  triggerConfigFromDict,
  triggerConfigToDict,
} from "./proactive-trigger-config.ts";

const leaf = { id: "c1", name: "On projects", type: "url_change" };
const group = {
  id: "g1",
  name: "",
  operator: "OR",
  conditions: [leaf, { id: "g2", name: "", operator: "AND", conditions: [leaf] }],
};
const chip = { id: "m1", label: "Show me", user_tour_exists: true, user_tour_id: "flow-1" };
const trigger = { id: "t1", name: "Bulk", proactive_criteria: group, messages: [chip] };

test("reads a tree of criteria and writes it back without what it does not know", () => {
  expect(criteriaToDict(criteriaFromDict({ ...group, extra: 1 }))).toEqual(group);
  expect(triggerConfigToDict(triggerConfigFromDict(trigger))).toEqual(trigger);
});

test.each([
  ["a text node", { ...trigger, proactive_criteria: "operator" }, "proactive_criteria"],
  [
    "an unknown operator",
    { ...trigger, proactive_criteria: { ...group, operator: "XOR" } },
    "proactive_criteria.operator",
  ],
  ["an empty group", { ...trigger, proactive_criteria: { ...group, conditions: [] } }, "proactive_criteria.conditions"],
  [
    "a leaf without type",
    { ...trigger, proactive_criteria: { ...group, conditions: [{ id: "c", name: "" }] } },
    "proactive_criteria.conditions[0].type",
  ],
  ["a numeric id", { ...trigger, id: 5 }, "id"],
  ["no chips", { ...trigger, messages: [] }, "messages"],
  ["four chips", { ...trigger, messages: [chip, chip, chip, chip] }, "messages"],
  [
    "a chip that starts no tour",
    { ...trigger, messages: [{ ...chip, user_tour_id: null }] },
    "messages[0].user_tour_id",
  ],
  [
    "a chip with 'false'",
    { ...trigger, messages: [{ ...chip, user_tour_exists: "false" }] },
    "messages[0].user_tour_exists",
  ],
])("refuses %s and says where", (_name, value, path) => {
  expect(() => triggerConfigFromDict(value)).toThrow(expect.objectContaining({ code: "invalid-trigger-config", path }));
});

test("refuses criteria nested too deeply rather than running out of stack", () => {
  let node: unknown = leaf;
  for (let depth = 0; depth < 5_000; depth++) node = { id: "g", name: "", operator: "AND", conditions: [node] };
  expect(() => criteriaFromDict(node)).toThrow(expect.objectContaining({ code: "invalid-trigger-config" }));
});

test("one unusable trigger does not silence the others", () => {
  const problems: string[] = [];
  const configs = parseProactiveTriggerConfigs({ proactive_intercom: [{}, trigger, null] }, (index, problem) =>
    problems.push(`${index}: ${problem.path}`),
  );
  expect(configs.map((config) => config.id)).toEqual(["t1"]);
  expect(problems).toEqual(["0: messages", "2: "]);
});

test("a trigger is found by its outermost criterion only", () => {
  const configs = [triggerConfigFromDict(trigger)];
  expect(findTriggerConfigByCriteria(configs, "g1")?.id).toBe("t1");
  expect(findTriggerConfigByCriteria(configs, "c1")).toBeNull();
});

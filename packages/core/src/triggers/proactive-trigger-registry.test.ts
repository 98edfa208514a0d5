import { expect, test } from "vitest";
import { PredicateProactiveTrigger } from "./predicate-proactive-trigger.ts";
import { ProactiveTriggerContext } from "./proactive-trigger-context.ts";
import { ProactiveTriggerEntity } from "./proactive-trigger-entity.ts";
import { ProactiveTriggerRegistry } from "./proactive-trigger-registry.ts";

const context = new ProactiveTriggerContext({ productId: "p", sessionId: "s", actionCount: 14 });

function trigger(
  triggerId: string,
  predicate: (context: ProactiveTriggerContext) => boolean,
): PredicateProactiveTrigger {
  return new PredicateProactiveTrigger({ triggerId, body: `Body of ${triggerId}`, predicate });
}

test("the first that fires wins, and later ones are not asked", () => {
  const asked: string[] = [];
  const ask = (id: string, fires: boolean): PredicateProactiveTrigger =>
    trigger(id, () => {
      asked.push(id);
      return fires;
    });
  const registry = new ProactiveTriggerRegistry([ask("a", false), ask("b", true), ask("c", true)]);
  expect(registry.evaluateFirst(context)?.triggerId).toBe("b");
  expect(asked).toEqual(["a", "b"]);
  expect(registry.evaluateAll(context).map((result) => result.triggerId)).toEqual(["b", "c"]);
  expect(new ProactiveTriggerRegistry([]).evaluateFirst(context)).toBeNull();
});

test("a throwing trigger is quiet, is reported, and harms nobody else", () => {
  const reported: unknown[] = [];
  const fault = new Error("no such field");
  const throwing = trigger("broken", () => {
    throw fault;
  });
  const registry = new ProactiveTriggerRegistry([throwing, trigger("fine", () => true)], {
    onTriggerError: (id, error) => reported.push([id, error]),
  });
  expect(registry.evaluateFirst(context)?.triggerId).toBe("fine");
  expect(registry.evaluateAll(context)).toHaveLength(1);
  expect(reported).toEqual([
    ["broken", fault],
    ["broken", fault],
  ]);
});

test("a predicate sees the context; metadataFn replaces metadata and runs only when it fires", () => {
  const busy = new PredicateProactiveTrigger({
    triggerId: "high_action_volume",
    body: "Need a hand?",
    predicate: ({ actionCount }) => actionCount >= 12,
    replyOptionLabels: ["Yes", "No"],
    metadata: { ignored: true },
    metadataFn: ({ actionCount }) => ({ actionCount }),
  });
  expect(busy.evaluate(context)).toEqual({
    triggerId: "high_action_volume",
    body: "Need a hand?",
    replyOptionLabels: ["Yes", "No"],
    metadata: { actionCount: 14 },
    interactionTimeoutS: 10,
    cooldownS: 30,
  });
  expect(busy.evaluate(new ProactiveTriggerContext({ productId: "p", sessionId: "s" }))).toBeNull();
});

test("an entity replaces both timings and adds its triggering type where there is none", () => {
  const inner = trigger("t", () => true);
  const entity = new ProactiveTriggerEntity(inner, {
    timings: { interactionTimeoutS: 7 },
    triggeringType: "instant_trigger",
  });
  expect(entity.triggerId).toBe("t");
  expect(entity.evaluate(context)).toMatchObject({
    interactionTimeoutS: 7,
    cooldownS: 30,
    metadata: { triggering_type: "instant_trigger" },
  });
  const outer = new ProactiveTriggerEntity(entity, {
    timings: { cooldownS: 5 },
    triggeringType: "llm_judge_validation",
  });
  expect(outer.evaluate(context)).toMatchObject({
    interactionTimeoutS: 10,
    cooldownS: 5,
    metadata: { triggering_type: "instant_trigger" },
  });
  expect(new ProactiveTriggerEntity(trigger("q", () => false)).evaluate(context)).toBeNull();
  expect(new ProactiveTriggerEntity(inner).evaluate(context)?.metadata).toEqual({});
});

import { expect, test } from "vitest";
import {
  parseProactiveTriggerResult,
  proactiveTriggerResult,
  proactiveTriggerResultToWire,
} from "./proactive-trigger-result.ts";
import { attachTriggeringType, partitionResultsByTriggeringType } from "./triggering-type.ts";

test("only an explicitly instant result skips the judge", () => {
  const [plain, instant, odd, empty] = [
    {},
    { triggering_type: "instant_trigger" },
    { triggering_type: "odd" },
    { triggering_type: null },
  ].map((metadata) => proactiveTriggerResult({ triggerId: "t", metadata }));
  const results = [plain, instant, odd, empty].filter((result) => result !== undefined);
  expect(partitionResultsByTriggeringType(results)).toEqual({ instant: [instant], gated: [plain, odd, empty] });
});

test("attaching replaces the type and leaves the original alone", () => {
  const result = proactiveTriggerResult({ triggerId: "t", metadata: { triggering_type: "old", k: 1 } });
  expect(attachTriggeringType(result, "instant_trigger").metadata).toEqual({
    triggering_type: "instant_trigger",
    k: 1,
  });
  expect(result.metadata).toEqual({ triggering_type: "old", k: 1 });
});

test("a result's wire form survives a round trip and gets defaults", () => {
  const wire = {
    trigger_id: "t",
    body: "b",
    reply_option_labels: ["Yes"],
    metadata: { k: 1 },
    interaction_timeout_s: 5,
    cooldown_s: 45,
  };
  expect(proactiveTriggerResultToWire(parseProactiveTriggerResult(wire))).toEqual(wire);
  expect(parseProactiveTriggerResult({ trigger_id: "t" })).toEqual(proactiveTriggerResult({ triggerId: "t" }));
});

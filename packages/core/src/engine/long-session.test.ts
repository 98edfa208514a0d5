import { expect, test } from "vitest";
import { SECOND_MS } from "../ids.ts";
import { createEngineDriver, type EngineDriver } from "../testing/engine-driver.ts";
import { sampleRules, sampleTrigger } from "../testing/sample-rules.ts";
import { all } from "../triggers/condition.ts";
import { countWithin } from "../triggers/conditions/count-within.ts";
import { completeSnapshot } from "./state.ts";

const SEC = SECOND_MS;
const T0 = 1_800_000_000_000;
const COUNT = 205;

/** The goal or something else first, then more other clicks than the window holds, then three saves. */
function afterLong(first: string, driver: EngineDriver): EngineDriver {
  driver.click(first, T0);
  for (let index = 0; index < COUNT; index++) driver.click(`Row ${index % 50}`, T0 + (1 + index) * SEC);
  for (const second of [1, 2, 3]) driver.click("Save changes", T0 + (COUNT + second) * SEC);
  expect(driver.state.window.actions.some(({ label }) => label === first)).toBe(false);
  return driver;
}

/** Knows nothing but saves: only its goal can keep it silent. */
const savesOnly = sampleTrigger({
  id: "saves",
  when: all(countWithin({ type: "click", label: "save changes", atLeast: 3, withinS: 120 })),
});

test.each([
  ["what was used already", sampleTrigger(), { type: "quiet", reason: "not_met" }],
  ["the goal", savesOnly, { type: "held", reason: "goal_reached" }],
])("%s is known however long ago it was", (_, trigger, note) => {
  const rules = sampleRules({}, [trigger]);
  expect(afterLong("Cancel", createEngineDriver(rules)).offer?.status).toBe("pending");
  const driver = afterLong("Apply to 3", createEngineDriver(rules));
  expect(driver.offer).toBeNull();
  const verdict = note.type === "quiet" ? note.reason : `${note.type}:${note.reason}`;
  expect(driver.state.session.verdicts[trigger.id]).toBe(verdict);
});

test("a snapshot of an earlier version remembers nothing, and goes on", () => {
  const { seen: _, ...stored } = createEngineDriver(sampleRules()).state.session;
  expect(completeSnapshot(stored as Parameters<typeof completeSnapshot>[0]).seen).toEqual([]);
});

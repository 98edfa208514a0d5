import { compileRules, condition } from "@usher/core";
import { createEngineDriver, sampleTrigger } from "@usher/core/testing";
import { expect, test } from "vitest";
import { silentLogger } from "../observe/logger.ts";
import { watchTriggers } from "./watch-triggers.ts";

const T0 = 1_800_000_000_000;

test("a trigger that is slow three times is left out, noted, and tried again later; the next is not harmed", () => {
  let clock = 0;
  let tookMs = 80;
  let evaluations = 0;
  const slow = sampleTrigger({
    id: "slow",
    when: condition("slow", () => {
      evaluations++;
      clock += tookMs;
      return false;
    }),
  });
  const rules = watchTriggers(compileRules([slow, sampleTrigger()]), { log: silentLogger, stopwatch: () => clock });
  const driver = createEngineDriver(rules);
  for (const second of [1, 2, 3]) driver.view("/projects", T0 + second * 1_000);
  expect(evaluations).toBe(3);
  const { notes } = driver.view("/projects", T0 + 4_000);
  expect(evaluations).toBe(3);
  expect(notes).toMatchObject([{ type: "trigger-error", triggerId: "slow" }]);
  for (const second of [5, 6, 7]) driver.click("Save changes", T0 + second * 1_000);
  expect(driver.offer?.triggerId).toBe("bulk_edit_opportunity");

  clock += 300_000;
  tookMs = 1;
  driver.view("/projects", T0 + 9_000);
  expect(evaluations).toBe(4);
});

/** A trigger whose evaluations take what is named, one after the other, and the last from then on. */
function timed(tookMs: readonly number[]) {
  const made = { clock: 0, evaluations: 0 };
  const evaluate = (): boolean => {
    made.clock += tookMs[made.evaluations++] ?? 1;
    return false;
  };
  return { made, evaluate };
}

test("every other evaluation slow: the fast ones between do not clear it, whichever session they came from", () => {
  const { made, evaluate } = timed([80, 1, 80, 1, 80]);
  const trigger = sampleTrigger({ when: condition("uneven", evaluate) });
  const rules = watchTriggers(compileRules([trigger]), { log: silentLogger, stopwatch: () => made.clock });
  const drivers = [createEngineDriver(rules), createEngineDriver(rules)];
  for (let second = 0; second < 10; second++) drivers[second % 2]?.view("/projects", T0 + second * 1_000);
  expect(made.evaluations).toBe(5);
});

test("slow now and then is only noted in the log", () => {
  const warned: object[] = [];
  const log = { ...silentLogger, warn: (fields: object) => void warned.push(fields) };
  const { made, evaluate } = timed([80, 1, 1, 1, 1, 80, 1, 1, 1, 1, 80]);
  const trigger = sampleTrigger({ when: condition("uneven", evaluate) });
  const driver = createEngineDriver(watchTriggers(compileRules([trigger]), { log, stopwatch: () => made.clock }));
  for (let second = 0; second < 20; second++) driver.view("/projects", T0 + second * 1_000);
  expect(made.evaluations).toBe(20);
  expect(warned).toHaveLength(3);
});

test("a goal that is slow is left out too, and is silence", () => {
  const { made, evaluate } = timed([80, 80, 80, 80]);
  const trigger = sampleTrigger({ when: condition("always", () => true), until: condition("slow goal", evaluate) });
  const rules = watchTriggers(compileRules([trigger]), { log: silentLogger, stopwatch: () => made.clock });
  const driver = createEngineDriver(rules, { audience: false });
  for (let second = 0; second < 5; second++) driver.view("/projects", T0 + second * 1_000);
  expect(made.evaluations).toBe(3);
  expect(driver.state.session.verdicts).toMatchObject({ bulk_edit_opportunity: "held:goal_reached" });
  expect(driver.offer).toBeNull();
});

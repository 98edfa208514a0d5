import { compileRules, condition } from "@usher/core";
import { createEngineDriver, sampleTrigger } from "@usher/core/testing";
import { expect, test } from "vitest";
import { silentLogger } from "../observe/logger.ts";
import { watchTriggers } from "./watch-triggers.ts";

test("a trigger that is slow three times in a row is left out, noted, and tried again later; the next is not harmed", () => {
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
  const t0 = 1_800_000_000_000;
  for (const second of [1, 2, 3]) driver.view("/projects", t0 + second * 1_000);
  expect(evaluations).toBe(3);
  const { notes } = driver.view("/projects", t0 + 4_000);
  expect(evaluations).toBe(3);
  expect(notes).toMatchObject([{ type: "trigger-error", triggerId: "slow" }]);
  for (const second of [5, 6, 7]) driver.click("Save changes", t0 + second * 1_000);
  expect(driver.offer?.triggerId).toBe("bulk_edit_opportunity");

  clock += 300_000;
  tookMs = 1;
  driver.view("/projects", t0 + 9_000);
  expect(evaluations).toBe(4);
});

test("slow now and then is only noted in the log", () => {
  let clock = 0;
  let evaluations = 0;
  const warned: object[] = [];
  const log = { ...silentLogger, warn: (fields: object) => void warned.push(fields) };
  const uneven = sampleTrigger({
    when: condition("uneven", () => {
      clock += evaluations++ % 2 === 0 ? 80 : 1;
      return false;
    }),
  });
  const driver = createEngineDriver(watchTriggers(compileRules([uneven]), { log, stopwatch: () => clock }));
  for (let second = 0; second < 10; second++) driver.view("/projects", 1_800_000_000_000 + second * 1_000);
  expect(evaluations).toBe(10);
  expect(warned).toHaveLength(5);
});

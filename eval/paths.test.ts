import { expect, test } from "vitest";
import { generateSessions, SHAPES } from "./paths/path-sessions.ts";
import { run, THRESHOLDS } from "./paths.ts";

test("the matcher holds its thresholds on a fixed set of sessions", () => {
  const scores = run({ args: ["--count", "100", "--seed", "1"] });
  expect(scores.sessions).toBe(100 * SHAPES.length);
  expect(scores.workflowAccuracy).toBeGreaterThanOrEqual(THRESHOLDS.workflowAccuracy);
  expect(scores.missedPrecision).toBeGreaterThanOrEqual(THRESHOLDS.missedPrecision);
  expect(scores.missedRecall).toBeGreaterThanOrEqual(THRESHOLDS.missedRecall);
  expect(scores.falseAlarms).toBeLessThanOrEqual(THRESHOLDS.falseAlarms);
  expect(scores.passes).toBe(true);
});

test("the same seed gives the same sessions, another seed others", () => {
  expect(generateSessions(3, 7)).toEqual(generateSessions(3, 7));
  expect(generateSessions(3, 7)).not.toEqual(generateSessions(3, 8));
});

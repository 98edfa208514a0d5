import { minePaths } from "@usher/core";
import { expect, test } from "vitest";
import { run, THRESHOLDS } from "./mining.ts";
import { miningSessions } from "./paths/mining-sessions.ts";

test("planted paths and stuck points are found again on a fixed set of sessions", () => {
  const scores = run({ args: ["--count", "60", "--seed", "5"] });
  for (const name of ["pathPrecision", "pathRecall", "stuckPrecision", "stuckRecall"] as const) {
    expect(scores[name], name).toBeGreaterThanOrEqual(THRESHOLDS[name]);
  }
});

test("mining is deterministic, and the order of the sessions makes no difference", () => {
  const sessions = miningSessions(20, 3);
  const report = minePaths(sessions);
  expect(minePaths(sessions)).toEqual(report);
  const reversed = minePaths([...sessions].reverse());
  expect(reversed.paths.map(({ path, sessions: support }) => [path, support])).toEqual(
    report.paths.map(({ path, sessions: support }) => [path, support]),
  );
});

test("nothing is made of nothing, of noise, or of what a handful did", () => {
  expect(minePaths([]).paths).toEqual([]);
  expect(minePaths(miningSessions(1, 1), { minSupport: 50 }).paths).toEqual([]);
});

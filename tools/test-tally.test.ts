import { expect, test } from "vitest";
import { addTallies, exitCode, summaryLine, tallyVitest } from "../scripts/test-tally.mjs";

const report = (numbers: Partial<Record<"numPassedTests" | "numFailedTests" | "numPendingTests", number>>) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...numbers,
});

test("the last line counts every suite", () => {
  const total = addTallies([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 40, failed: 2, skipped: 3 },
  ]);
  expect(summaryLine(total)).toBe("41 passed, 2 failed, 3 skipped");
});

test("vitest's numbers are taken over", () => {
  const tally = tallyVitest(report({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2 }), false);
  expect(tally).toEqual({ passed: 5, failed: 1, skipped: 2 });
});

test("a file that could not be loaded is a failure although it has no tests", () => {
  const broken = { ...report({ numPassedTests: 5 }), testResults: [{ status: "failed", assertionResults: [] }] };
  expect(tallyVitest(broken, false)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

test("a suite that ended badly without a failed test is a failure", () => {
  expect(tallyVitest(report({ numPassedTests: 5 }), false).failed).toBe(1);
  expect(tallyVitest(undefined, false).failed).toBe(1);
  expect(tallyVitest(undefined, true).failed).toBe(1);
});

test("a run succeeds only when something passed and nothing failed", () => {
  expect(exitCode({ passed: 3, failed: 0, skipped: 1 })).toBe(0);
  expect(exitCode({ passed: 3, failed: 1, skipped: 0 })).toBe(1);
  expect(exitCode({ passed: 0, failed: 0, skipped: 4 })).toBe(1);
});

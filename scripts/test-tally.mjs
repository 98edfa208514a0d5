// @ts-check
/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {import("./test-failures.mjs").FileReport} FileReport
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly FileReport[]} testResults
 */

/**
 * Adds tallies up.
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function addTallies(tallies) {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * What a vitest run counts for. A file that could not be loaded is one failure although it has no tests, and a run that
 * ended badly without naming a failed test is one too: nothing that went wrong may read as a pass.
 * @param {VitestReport | undefined} report Undefined when vitest wrote none.
 * @param {boolean} ok Whether vitest itself ended well.
 * @returns {Tally}
 */
export function tallyVitest(report, ok) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * The last line of a test run.
 * @param {Tally} tally
 * @returns {string}
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * A run without a single test proves nothing and counts as failed.
 * @param {Tally} tally
 * @returns {0 | 1}
 */
export function exitCode({ passed, failed }) {
  return failed > 0 || passed === 0 ? 1 : 0;
}

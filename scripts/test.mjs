// @ts-check
// npm test: everything the project proves about itself, and one last line that says how it went.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap, ROOT } from "./bootstrap.mjs";
import { build } from "./build.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { runMain } from "./main.mjs";
import { runTool } from "./run-command.mjs";
import { failureLines } from "./test-failures.mjs";
import { parseTestArgs, TEST_HELP } from "./test-plan.mjs";
import { addTallies, exitCode, summaryLine, tallyVitest } from "./test-tally.mjs";

/**
 * @typedef {import("./test-tally.mjs").Tally} Tally
 * @typedef {import("./test-plan.mjs").Suite} Suite
 */

/** The whole run, so that a suite that hangs is reported instead of waited for: slow machines need longer than fast ones. */
const TIME_LIMIT_MS = 75 * 60_000;

await runMain(async (args) => {
  const plan = parseTestArgs(args);
  if (plan.help) {
    print(TEST_HELP);
    return 0;
  }
  bootstrap(print);
  if (plan.seed !== undefined) print(`property tests draw from --seed ${plan.seed}`);
  const deadline = performance.now() + TIME_LIMIT_MS;
  const reports = mkdtempSync(join(tmpdir(), "usher-test-"));
  /** @type {Tally[]} */
  const tallies = [];
  /** @type {string[]} */
  const problems = [];
  /** @type {string[]} */
  const failures = [];
  try {
    for (const suite of plan.suites) {
      const startedAt = performance.now();
      print(`\n── ${suite}`);
      const { tally, problem, failed = [] } = await runSuite(suite, { reports, deadline, seed: plan.seed });
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      tallies.push(tally);
      if (problem !== undefined) problems.push(`${suite}: ${problem}`);
      failures.push(...failed);
      print(`── ${suite}: ${summaryLine(tally)} in ${seconds} s`);
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const total = addTallies(tallies);
  print("");
  for (const line of [...failures, ...problems]) print(line);
  if (total.passed === 0 && total.failed === 0) print("no tests ran");
  print(summaryLine(total));
  return exitCode(total);
});

/**
 * @param {Suite} suite
 * @param {{ reports: string, deadline: number, seed: number | undefined }} run `reports` is the folder for vitest's reports.
 * @returns {Promise<{ tally: Tally, problem?: string, failed?: readonly string[] }>} `problem` says what a person should
 *   look at first, `failed` is every failure in lines.
 */
async function runSuite(suite, { reports, deadline, seed }) {
  const timeoutMs = Math.max(1, deadline - performance.now());
  /** @type {Record<string, string>} */
  const env = seed === undefined ? {} : { USHER_TEST_SEED: String(seed) };
  try {
    if (suite === "lint")
      return asOneTest(await runTool("@biomejs/biome/bin/biome", ["check", "."], { show: true, timeoutMs }));
    if (suite === "types") return asOneTest(await runTool("typescript/bin/tsc", ["-b"], { show: true, timeoutMs }));
    if (suite === "e2e") env.USHER_CHROMIUM = await ensureChromium(print);
    // Integration tests start the built command, end-to-end tests load the built page SDK and example.
    if (suite !== "unit") await build({ log: print });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    print(why);
    return { tally: { passed: 0, failed: 1, skipped: 0 }, problem: `could not run: ${why.split("\n").at(-1)}` };
  }
  const reportFile = join(reports, `${suite}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const result = await runTool("vitest/vitest.mjs", ["run", "--project", suite, ...reporters], {
    show: true,
    timeoutMs,
    env,
  });
  const report = readReport(reportFile);
  const tally = tallyVitest(report, result.ok);
  if (report === undefined) return { tally, problem: `could not run: vitest ${result.problem ?? "wrote no report"}` };
  if (tally.failed === 0) return { tally };
  if (report.testResults.length === 0) return { tally, problem: "could not run: it has no test files" };
  return {
    tally,
    problem: report.numFailedTests > 0 ? `${tally.failed} failed` : `vitest ${result.problem}`,
    failed: failureLines(report.testResults, ROOT),
  };
}

/**
 * @param {import("./run-command.mjs").CommandResult} result
 * @returns {{ tally: Tally, problem?: string }}
 */
function asOneTest({ ok, problem }) {
  if (ok) return { tally: { passed: 1, failed: 0, skipped: 0 } };
  return { tally: { passed: 0, failed: 1, skipped: 0 }, problem: problem ?? "failed" };
}

/**
 * @param {string} path
 * @returns {import("./test-tally.mjs").VitestReport | undefined}
 */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}

// Compares this implementation with recorded cases of the reference: npm run conformance -- <folder> [--json]
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const MAX_SHOWN = 5;
const MAX_TEXT = 160;
/** Areas of the reference that nobody here answers for, on purpose. */
const LEFT_OUT = new Set(["agent_states_v1"]);
/** The areas of core, and those of the server-side SDK, which core must not know. */
const CORE = "packages/core/src/testing/conformance/index.ts";
const SDK = "packages/node/src/testing/conformance-areas.ts";
const CONDITIONS = ["usher-source", "module", "import", "node", "default"];

// A reader that has seen enough (`| head`) closes the pipe; that is no failure.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});

const json = process.argv.includes("--json");
const folder = process.argv.slice(2).find((argument) => !argument.startsWith("--"));
if (!folder) {
  console.error("usage: npm run conformance -- <folder with *.jsonl files> [--json]");
  process.exit(2);
}

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { conformanceAreas: coreAreas, parseVectors, runVectors } = await load(CORE);
const { conformanceAreas: sdkAreas } = await load(SDK);
const conformanceAreas = [...coreAreas, ...sdkAreas];

const names = await readdir(folder).catch((error) => {
  console.error(`cannot read ${folder}: ${error.code}`);
  process.exit(2);
});
const files = names.filter((name) => name.endsWith(".jsonl")).sort();
if (files.length === 0) {
  console.error(`no *.jsonl files in ${folder}`);
  process.exit(2);
}

const reports = [];
for (const file of files) {
  const questionable = file.endsWith(".questionable.jsonl");
  const area = file.replace(/(\.questionable)?\.jsonl$/, "");
  const runner = conformanceAreas.find((candidate) => candidate.area === area);
  if (!runner) {
    reports.push({ file, area, questionable, covered: false, failed: !questionable && !LEFT_OUT.has(area) });
    continue;
  }
  const report = await runVectors(runner, parseVectors(await readFile(path.join(folder, file), "utf8")));
  reports.push({
    file,
    area,
    questionable,
    covered: true,
    failed: !questionable && report.passed < report.total,
    ...report,
  });
}

const failed = reports.some((report) => report.failed);
if (json) console.log(JSON.stringify({ ok: !failed, reports }, replaceNumber, 2));
else print(reports);
process.exitCode = failed ? 1 : 0;

/** Runs sources as they are, without a build. */
async function load(file) {
  const resolve = { conditions: CONDITIONS, externalConditions: CONDITIONS };
  const options = { root, configFile: false, logLevel: "error", environments: { inline: { resolve } } };
  return (await runnerImport(path.join(root, file), options)).module;
}

function print(all) {
  for (const report of all) {
    if (!report.covered) {
      const where = LEFT_OUT.has(report.area) ? "left out on purpose" : "no runner for this area";
      console.log(`${report.file.padEnd(42)} not covered (${where})`);
      continue;
    }
    const note = report.questionable && report.passed < report.total ? "  (questionable: differing is allowed)" : "";
    console.log(`${report.file.padEnd(42)} ${report.passed}/${report.total}${note}`);
    if (report.failed) report.differences.slice(0, MAX_SHOWN).forEach(printDifference);
  }
  printTotal(
    "main",
    all.filter((report) => !report.questionable),
  );
  printTotal(
    "questionable",
    all.filter((report) => report.questionable),
  );
}

function printTotal(name, all) {
  const covered = all.filter((report) => report.covered);
  const sum = (key) => covered.reduce((total, report) => total + report[key], 0);
  console.log(
    `${`total, ${name}`.padEnd(42)} ${sum("passed")}/${sum("total")} in ${covered.length} of ${all.length} files`,
  );
}

function printDifference({ id, fn, path: where, expected, actual }) {
  console.log(`  ${id} ${fn} at ${where || "the value"}`);
  console.log(`    expected ${shorten(at(expected, where))}`);
  console.log(`    actual   ${shorten(at(actual, where))}`);
}

function at(value, where) {
  return where
    .split("/")
    .slice(1)
    .reduce((inner, key) => inner?.[key], value);
}

function shorten(value) {
  const text = JSON.stringify(value, replaceNumber) ?? "nothing";
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

function replaceNumber(_key, value) {
  return typeof value === "number" && !Number.isFinite(value) ? { $num: String(value) } : value;
}

// @ts-check
import { parseArgs } from "node:util";

/** What can be asked for with --only, in the order in which it runs. */
export const SUITES = /** @type {const} */ (["lint", "types", "unit", "integration", "e2e"]);

/** @typedef {typeof SUITES[number]} Suite */

export const TEST_HELP = `Usage: npm test -- [options]

Checks style and types, then runs the unit, integration and end-to-end tests.

Options:
  --only <suites>  some of ${SUITES.join(", ")}; separated by commas
  --help           show this text

Examples:
  npm test
  npm test -- --only unit
  npm test -- --only lint,types`;

/**
 * Reads the command line of `npm test`. Throws an Error that names the wrong argument.
 * @param {readonly string[]} args
 * @returns {{ help: boolean, suites: readonly Suite[] }}
 */
export function parseTestArgs(args) {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string" }, help: { type: "boolean", short: "h", default: false } },
  });
  if (values.only === undefined) return { help: values.help, suites: SUITES };
  const wanted = values.only.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !SUITES.some((suite) => suite === name));
  if (unknown.length > 0) {
    throw new Error(`--only knows ${SUITES.join(", ")}; it does not know "${unknown.join('", "')}".`);
  }
  return { help: values.help, suites: SUITES.filter((suite) => wanted.includes(suite)) };
}

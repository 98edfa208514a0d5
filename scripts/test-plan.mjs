// @ts-check
import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";

/** What can be asked for with --only, in the order in which it runs. */
export const SUITES = /** @type {const} */ (["lint", "types", "unit", "integration", "e2e"]);

/** @typedef {typeof SUITES[number]} Suite */

export const TEST_HELP = `Usage: npm test -- [options]

Checks style and types, then runs the unit, integration and end-to-end tests.

Options:
  --only <suites>  some of ${SUITES.join(", ")}; separated by commas
  --seed <number>  what property tests draw from, the same on every run unless given; "random" for something new
  --help           show this text

Examples:
  npm test
  npm test -- --only unit
  npm test -- --only lint,types
  npm test -- --only unit --seed random`;

/**
 * Reads the command line of `npm test`. Throws an Error that names the wrong argument.
 * @param {readonly string[]} args
 * @param {() => number} [newSeed] Draws the seed of "random".
 * @returns {{ help: boolean, suites: readonly Suite[], seed?: number }} Without `seed` the tests keep theirs.
 */
export function parseTestArgs(args, newSeed = () => randomInt(2 ** 31)) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      seed: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { help } = values;
  const seed = values.seed === "random" ? newSeed() : values.seed === undefined ? undefined : Number(values.seed);
  if (seed !== undefined && !Number.isInteger(seed)) {
    throw new Error(`--seed takes a whole number or "random"; it was "${values.seed}".`);
  }
  const drawn = seed === undefined ? {} : { seed };
  if (values.only === undefined) return { help, suites: SUITES, ...drawn };
  const wanted = values.only.split(",").map((name) => name.trim());
  const unknown = wanted.filter((name) => !SUITES.some((suite) => suite === name));
  if (unknown.length > 0) {
    throw new Error(`--only knows ${SUITES.join(", ")}; it does not know "${unknown.join('", "')}".`);
  }
  return { help, suites: SUITES.filter((suite) => wanted.includes(suite)), ...drawn };
}

import { parseArgs } from "node:util";

/** What `npm run bench` hands to a benchmark. */
export interface BenchOptions {
  readonly json: boolean;
  /** The benchmark's own arguments. */
  readonly args: readonly string[];
}

/** Reads `--name N` arguments. Throws with the known names when one is unknown or not a positive number. */
export function readNumbers<Name extends string>(
  args: readonly string[],
  defaults: Readonly<Record<Name, number>>,
): Record<Name, number> {
  const names = Object.keys(defaults) as Name[];
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
  });
  const numbers: Record<Name, number> = { ...defaults };
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    const number = Number(text);
    if (!(number > 0)) throw new Error(`--${name} needs a number above 0, not "${text}".`);
    numbers[name] = number;
  }
  return numbers;
}

/** Progress for people, kept off standard output so that JSON stays JSON. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

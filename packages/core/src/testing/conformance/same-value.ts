const RELATIVE_TOLERANCE = 1e-9;

/** Numbers JSON cannot hold are written as `{ "$num": … }` in vectors. */
const SPECIAL_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["NaN", NaN],
]);

/** Turns `{ "$num": "Infinity" }` and the like into the numbers they stand for, at any depth. */
export function reviveNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveNumbers);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const special = entries.length === 1 && entries[0]?.[0] === "$num" ? SPECIAL_NUMBERS.get(entries[0][1]) : undefined;
  return special ?? Object.fromEntries(entries.map(([key, item]) => [key, reviveNumbers(item)]));
}

/** The path of the first difference (`""` is the value itself), or null when both are the same. */
export function firstDifference(expected: unknown, actual: unknown, path = ""): string | null {
  if (typeof expected === "number" && typeof actual === "number") return sameNumber(expected, actual) ? null : path;
  if (typeof expected !== "object" || typeof actual !== "object" || expected === null || actual === null) {
    return expected === actual ? null : path;
  }
  if (Array.isArray(expected) !== Array.isArray(actual)) return path;
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return `${path}.length`;
  return differentKey(expected as Record<string, unknown>, actual as Record<string, unknown>, path);
}

function differentKey(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
  path: string,
): string | null {
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    const inner = `${path}/${key}`;
    if (Object.hasOwn(expected, key) !== Object.hasOwn(actual, key)) return inner;
    const difference = firstDifference(expected[key], actual[key], inner);
    if (difference !== null) return difference;
  }
  return null;
}

function sameNumber(expected: number, actual: number): boolean {
  if (Object.is(expected, actual) || expected === actual) return true;
  // A tolerance relative to infinity would accept every number.
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return false;
  return Math.abs(expected - actual) <= RELATIVE_TOLERANCE * Math.max(Math.abs(expected), Math.abs(actual));
}

import type { RandomSource } from "@usher/core/testing";

type Texts = readonly [string, ...string[]];

/** Texts that trip parsers up whatever the format: odd characters, names of the prototype's, great length. */
const STRINGS: Texts = [
  "",
  "\u0000",
  "\ud800",
  "\udc00x",
  "__proto__",
  "constructor",
  "toString",
  "\u202eevil",
  "https://x.example/?a=b#/c?d",
  "2026-11-20T12:36:00.000Z",
  "9".repeat(400),
  "<".repeat(3_000),
  '\\"'.repeat(500),
  "a\n".repeat(3_000),
  "é".repeat(9_000),
];

/**
 * Replaces, removes, renames or wraps up to four values somewhere in a JSON document, which is changed in place where it
 * can be. `words` are texts that mean something to whoever reads the document.
 */
export function mutateJson(value: unknown, random: RandomSource, words: readonly string[]): unknown {
  const strings: Texts = [...STRINGS, ...words];
  let result = value;
  for (let count = 1 + random.below(4); count > 0; count--) result = mutateOnce(result, random, strings);
  return result;
}

function mutateOnce(value: unknown, random: RandomSource, strings: Texts): unknown {
  if (typeof value !== "object" || value === null || random.below(12) === 0) return junk(value, random, strings);
  const keys = Object.keys(value);
  if (keys.length === 0) return junk(value, random, strings);
  const key = keys[random.below(keys.length)] as string;
  const object = value as Record<string, unknown>;
  if (random.below(8) === 0) delete object[key];
  else if (random.below(12) === 0) put(object, random.pick(strings), object[key]);
  else put(object, key, mutateOnce(object[key], random, strings));
  return object;
}

/** Assigning would set the prototype where the key is `__proto__`. */
function put(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function junk(value: unknown, random: RandomSource, strings: Texts): unknown {
  switch (random.below(12)) {
    case 0:
      return null;
    case 1:
      return random.pick([0, -1, 1e308, -0.5, 2 ** 60, 1_795_178_160]);
    case 2:
      return random.below(2) === 0;
    case 3:
      return [];
    case 4:
      return [value, value];
    case 5:
      return { value };
    case 6:
      return nested(random.below(60), value);
    case 7:
      return random.below(40) === 0 ? Array(600).fill(value) : {};
    case 8:
      return random.below(60) === 0 ? "x".repeat(300_000) : random.pick(strings);
    case 9:
      return random.below(100) === 0 ? Array(120_000).fill(0) : [[[]]];
    default:
      return random.pick(strings);
  }
}

function nested(depth: number, value: unknown): unknown {
  let result = value;
  for (let level = 0; level < depth; level++) result = level % 2 === 0 ? [result] : { a: result };
  return result;
}

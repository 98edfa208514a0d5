import { UsherError } from "@usher/core";

/** NUL ends a string early in some drivers; half a surrogate pair becomes another character in all of them. */
const UNSTORABLE = /\p{Surrogate}|\0/u;
/** Cheaper, and enough for nearly every key: emoji are made of whole pairs. */
const SUSPICIOUS = /[\0\ud800-\udfff]/;

/** Whether a database gives back exactly this text. */
export function isStorableText(text: string): boolean {
  return !SUSPICIOUS.test(text) || !UNSTORABLE.test(text);
}

/** Keys must come back as they went in, or one key could be taken for another. Throws `store_rejected`. */
export function requireStorable(...keys: readonly (string | null)[]): void {
  for (const key of keys) {
    if (key !== null && !isStorableText(key)) {
      throw new UsherError("store_rejected", "A key holds a NUL or half a surrogate pair, which no database keeps.");
    }
  }
}

/** JSON text of opaque data. Free text inside is escaped, so any of it is storable. Throws `store_rejected`. */
export function toJsonText(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    if (text !== undefined) return text;
  } catch (error) {
    throw new UsherError("store_rejected", "The data is not JSON-compatible.", { cause: error });
  }
  throw new UsherError("store_rejected", "The data is not JSON-compatible.");
}

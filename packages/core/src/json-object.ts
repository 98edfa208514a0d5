import { isJsonObject, type JsonObject } from "./json-values.ts";

export type { JsonObject };

/** The value as an object, or null when it is anything else, so that a field can be read in one go. */
export function asObject(value: unknown): JsonObject | null {
  return isJsonObject(value) ? value : null;
}

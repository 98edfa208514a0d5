/** An object as it came out of JSON: any field may be missing or of any type. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object, or null when it is anything else (a list and null are not objects). */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** A JSON object, as opposed to null, a list or a scalar. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Text sent by a vendor or a model. Numbers become text, because ids and labels are often sent as numbers; zero, like
 * every other value that is not text, counts as missing and gives "". Never the host language's form of an object.
 */
export function jsonText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) && value !== 0 ? String(value) : "";
}

/** As `jsonText`, for identifiers: missing or empty is null. */
export function jsonId(value: unknown): string | null {
  return jsonText(value) || null;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * A finite number, or plain decimal text such as `"45"`, `" 20 "`, `"1e1"` (settings pass through forms and
 * environment variables). Booleans, `"1_000"`, `"infinity"` and digits of other scripts are not numbers here.
 */
export function jsonNumber(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (!DECIMAL.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

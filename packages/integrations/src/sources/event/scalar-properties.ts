import { cleanText, type RawPropertyValue, scrubText } from "@usher/core";
import type { JsonObject } from "../body/json-values.ts";

const MAX_PROPERTIES = 50;
const MAX_KEY = 100;
const MAX_TEXT = 1_000;
/** Keys that mean something to JavaScript rather than to the sender. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

/** The plain values among a vendor's properties, cut and scrubbed; undefined when there are none. */
export function scalarProperties(
  properties: JsonObject,
  isKept: (key: string) => boolean = () => true,
): Readonly<Record<string, RawPropertyValue>> | undefined {
  const kept: Record<string, RawPropertyValue> = {};
  let count = 0;
  for (const key of Object.keys(properties)) {
    if (count === MAX_PROPERTIES) break;
    if (key === "" || key.length > MAX_KEY || RESERVED.has(key) || !isKept(key)) continue;
    const value = scalar(properties[key]);
    const name = cleanText(key, MAX_KEY);
    if (value === undefined || name === "" || RESERVED.has(name)) continue;
    kept[name] = value;
    count++;
  }
  return count === 0 ? undefined : kept;
}

function scalar(value: unknown): RawPropertyValue | undefined {
  if (typeof value === "string") return scrubText(cleanText(value.slice(0, MAX_TEXT), MAX_TEXT)).slice(0, MAX_TEXT);
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "boolean" || value === null ? value : undefined;
}

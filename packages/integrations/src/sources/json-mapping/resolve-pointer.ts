/**
 * The value a JSON pointer (RFC 6901) names; undefined when there is none. Only what the document itself contains:
 * `/constructor` finds nothing in `{}`.
 */
export function resolvePointer(document: unknown, pointer: string): unknown {
  if (pointer === "") return document;
  let value = document;
  for (const part of pointer.slice(1).split("/")) {
    const key = part.includes("~") ? part.replaceAll("~1", "/").replaceAll("~0", "~") : part;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    if (Array.isArray(value) && !/^(?:0|[1-9]\d*)$/.test(key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

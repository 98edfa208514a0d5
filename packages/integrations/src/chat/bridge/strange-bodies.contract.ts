/** The text of a request, wherever the vendor keeps it. */
export function longestString(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value)
    .map(longestString)
    .reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}

/** The same with fields that no documentation names, everywhere. */
export function withUnknownFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownFields);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withUnknownFields(each)]));
  return { ...known, x_unknown: { nested: [1, null, "text"] }, "": 0, "constructor ": true };
}

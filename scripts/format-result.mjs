// @ts-check
/**
 * A benchmark's result for people: a list of records, or a `rows` field with one, becomes a table; other fields are
 * listed above it.
 * @param {unknown} result
 * @returns {string}
 */
export function formatResult(result) {
  if (Array.isArray(result)) return formatTable(result);
  if (!isRecord(result)) return String(result);
  const { rows, ...facts } = result;
  const entries = Object.entries(facts);
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  const lines = entries.map(([key, value]) => `${key.padEnd(width)}  ${formatValue(value)}`);
  if (Array.isArray(rows)) lines.push("", formatTable(rows));
  return lines.join("\n").trim();
}

/**
 * @param {readonly unknown[]} items
 * @returns {string}
 */
function formatTable(items) {
  const rows = items.map((item) => (isRecord(item) ? item : { value: item }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => formatValue(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const numeric = columns.map((column) => rows.every((row) => typeof row[column] === "number"));
  return cells
    .map((row) =>
      row
        .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function formatValue(value) {
  if (value === undefined || value === null) return "";
  if (typeof value === "number")
    return Number.isInteger(value) ? value.toLocaleString("en-GB") : String(Number(value.toPrecision(4)));
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lines that differ, with `-` and `+` before them; empty when nothing does. Texts of some hundred lines. */
export function lineDiff(before: string, after: string): readonly string[] {
  if (before === after) return [];
  const left = before === "" ? [] : before.trimEnd().split("\n");
  const right = after === "" ? [] : after.trimEnd().split("\n");
  const table = commonLengths(left, right);
  const lines: string[] = [];
  let from = 0;
  let to = 0;
  while (from < left.length || to < right.length) {
    if (from < left.length && to < right.length && left[from] === right[to]) {
      from++;
      to++;
    } else if (to >= right.length || (from < left.length && at(table, from + 1, to) >= at(table, from, to + 1))) {
      lines.push(`- ${left[from++]}`);
    } else lines.push(`+ ${right[to++]}`);
  }
  return lines;
}

/** `table[i][j]`: how many lines the rests from `i` and `j` have in common, in order. */
function commonLengths(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let from = left.length - 1; from >= 0; from--) {
    for (let to = right.length - 1; to >= 0; to--) {
      const row = table[from] as number[];
      row[to] =
        left[from] === right[to]
          ? at(table, from + 1, to + 1) + 1
          : Math.max(at(table, from + 1, to), at(table, from, to + 1));
    }
  }
  return table;
}

function at(table: readonly (readonly number[])[], from: number, to: number): number {
  return table[from]?.[to] ?? 0;
}

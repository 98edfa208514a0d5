/** Selected ids with one of them flipped. */
export function toggle(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What the header checkbox shows for the rows in view. */
export function coverage(selected: ReadonlySet<string>, visible: readonly string[]): boolean | "indeterminate" {
  const count = visible.filter((id) => selected.has(id)).length;
  if (count === 0) return false;
  return count === visible.length ? true : "indeterminate";
}

/** The header checkbox: adds every row in view, or removes them when all are in. Rows out of view keep their tick. */
export function toggleAll(selected: ReadonlySet<string>, visible: readonly string[]): ReadonlySet<string> {
  if (coverage(selected, visible) !== true) return new Set([...selected, ...visible]);
  return new Set([...selected].filter((id) => !visible.includes(id)));
}

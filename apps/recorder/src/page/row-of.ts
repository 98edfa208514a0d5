/** What repeats on a page: the records of a list. Items of menus, tabs and navigation are not; each of them is one thing. */
const ROW =
  "tbody tr, [role=row], [role=listitem], [role=option], [role=treeitem], [role=article], article, li:not([role]):not(nav li):not([role=menu] li)";

/** The row a control belongs to, and what selects all rows; undefined when it stands alone. */
export function rowOf(element: Element): { readonly row: Element; readonly others: readonly Element[] } | undefined {
  const row = element.closest(ROW);
  if (row === null || element.closest("nav,[role=navigation],[role=menu],[role=menubar],[role=tablist]") !== null) {
    return undefined;
  }
  const others = [...(row.parentElement?.children ?? [])].filter(
    (other) => other !== row && other.localName === row.localName,
  );
  return { row, others };
}

/** The controls in other rows that correspond to one in this row: same tag, same place among them. */
export function equalsOf(element: Element, row: Element, others: readonly Element[]): readonly Element[] {
  const place = [...row.querySelectorAll(element.localName)].indexOf(element);
  return others.flatMap((other) =>
    [...other.querySelectorAll(element.localName)].slice(Math.max(place, 0), Math.max(place, 0) + 1),
  );
}

/**
 * What all texts begin with, as far as it is words: of `project-P-1042` and `project-P-1047` it is `project-P-`, because the
 * next record may be `project-P-1100`.
 */
export function commonStart(texts: readonly string[]): string {
  const [first = "", ...rest] = texts;
  let length = first.length;
  for (const text of rest) {
    let same = 0;
    while (same < length && text[same] === first[same]) same++;
    length = same;
  }
  const start = first.slice(0, length);
  if (texts.every((text) => text === first)) return start;
  return /^.*[-_:./]/.exec(start)?.[0] ?? start.replace(/\d+$/, "");
}

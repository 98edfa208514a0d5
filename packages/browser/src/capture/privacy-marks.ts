const IGNORED =
  "usher-root,[data-usher-ignore],.ph-no-capture,.rr-block,.rr-ignore,[data-private=block],[data-dd-privacy=hidden]";
const MASKED =
  "[data-usher-mask],.ph-sensitive,.ph-mask,.rr-mask,[data-private],[data-dd-privacy=mask],[data-dd-privacy=mask-user-input]";

/** Whether nothing about this place may be captured: Usher's own surfaces, and what the page marked. */
export function isIgnored(path: readonly Element[]): boolean {
  return path.some((element) => element.matches(IGNORED));
}

/** Whether what is written here stays in the page. */
export function isMasked(path: readonly Element[]): boolean {
  return path.some((element) => element.matches(MASKED));
}

/** The elements from the innermost outwards, across shadow roots and slots. */
export function elementPath(event: Event): readonly Element[] {
  return event.composedPath().filter((node): node is Element => (node as Node).nodeType === Node.ELEMENT_NODE);
}

/** The same path for an element without an event. */
export function pathOf(element: Element): readonly Element[] {
  const path: Element[] = [];
  for (let node: Element | null = element; node !== null; ) {
    path.push(node);
    const parent: Node | null = node.assignedSlot ?? node.parentNode;
    node = parent instanceof ShadowRoot ? parent.host : (parent as Element | null);
    if (node?.nodeType !== Node.ELEMENT_NODE) break;
  }
  return path;
}

/** Whether a person could see the element if it were scrolled into view. */
export function isVisible(element: Element): boolean {
  if (!element.isConnected || !element.checkVisibility({ visibilityProperty: true })) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}

/** A native control hidden behind a drawn one is smaller than this, in pixels. */
const TOO_SMALL_TO_POINT_AT = 6;

/** What to draw around: a visually hidden input gives way to its label, or to the element it sits in. */
export function pointableElement(element: Element): Element {
  const { width, height } = element.getBoundingClientRect();
  if (Math.min(width, height) >= TOO_SMALL_TO_POINT_AT) return element;
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  return label ?? element.parentElement ?? element;
}

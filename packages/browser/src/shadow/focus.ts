/** The element that has the focus, looking through open shadow roots. */
export function focusedElement(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}

/** Gives the focus back to where it was, unless the person has meanwhile moved it or the element is gone. */
export function returnFocus(surface: HTMLElement, to: HTMLElement | undefined): void {
  if (to?.isConnected && surface.matches(":focus-within")) to.focus({ preventScroll: true });
}

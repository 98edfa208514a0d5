const LAYERS = "dialog[open],[aria-modal=true],[role$=dialog],[role=menu]";

const EDITABLE = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/** Whether the page has a dialog or a menu open: Escape and the focus belong to it. */
export function hasOpenLayer(): boolean {
  return [...document.querySelectorAll(LAYERS)].some((layer) => layer.checkVisibility());
}

/**
 * Calls `onEscape` for Escape inside `surface`, and for Escape elsewhere only when nothing in the page has a use for
 * it: no open dialog or menu, no field being edited, no handler that called `preventDefault`. `signal` ends it.
 */
export function listenForEscape(surface: HTMLElement, onEscape: () => void, signal: AbortSignal): void {
  const inside = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || !surface.checkVisibility()) return;
    event.preventDefault();
    onEscape();
  };
  const elsewhere = (event: KeyboardEvent): void => {
    const target = event.target;
    if (!(target instanceof Element && target.closest(EDITABLE)) && !hasOpenLayer()) inside(event);
  };
  surface.addEventListener("keydown", inside, { signal });
  window.addEventListener("keydown", elsewhere, { signal });
}

/*
 * When has a person used a control? A click is the plain answer, but menus and dialogs act before it: Radix opens a
 * menu on pointerdown and takes pointer events off the page, so that the click lands on <html>; it opens on keydown
 * and cancels the click; list items go away on pointerdown. So a press and its release in one place count, and so does
 * a key that the page answered, and so does a target that disappears under the hand.
 *
 * Everything is read on the window in the capture phase: the page cannot stop it, and the path is still whole.
 */

/** Farther than this between press and release, in pixels, it was a drag. */
const PRESS_SLACK_PX = 10;
/** A click follows its pointerup within this time. */
const CLICK_FOLLOWS_MS = 50;
/** A target that goes away this soon after it was touched was used. */
const VANISH_WITHIN_MS = 1000;

const TYPED_INTO =
  "input:not([type=button], [type=submit], [type=reset], [type=image], [type=checkbox], [type=radio], [type=file], [type=color]), textarea, select, [contenteditable=true], [contenteditable='']";

/**
 * Calls `onUse` with the element that was used, for any element for which `isTarget` says yes.
 *
 * Buttons, links, checkboxes, menu items: a click, Enter or Space. Fields that are typed into: when the value is
 * committed (change, Enter) or the filled field is left, not when it is clicked, so that the instruction stays while typing.
 *
 * Returns what to call when the page changed: it notices a touched target that has disappeared. `signal` ends it.
 */
export function watchUse(
  isTarget: (element: Element) => boolean,
  onUse: (element: Element) => void,
  signal: AbortSignal,
): () => void {
  let touched: { readonly element: Element; readonly at: number; readonly x: number; readonly y: number } | undefined;
  let clickTimer: ReturnType<typeof setTimeout> | undefined;

  function targetOf(event: Event): Element | undefined {
    for (const node of event.composedPath()) {
      if (node instanceof Element && isTarget(node)) return isUnavailable(node) ? undefined : node;
    }
    return undefined;
  }

  function use(element: Element): void {
    clearTimeout(clickTimer);
    touched = undefined;
    onUse(element);
  }

  function onClick(event: MouseEvent): void {
    const pressed = touched;
    const element = targetOf(event) ?? (pressed && isNear(event, pressed) ? pressed.element : undefined);
    if (element && !isTypedInto(event)) use(element);
  }

  function onPointerDown(event: PointerEvent): void {
    const element = event.button === 0 && !isTypedInto(event) ? targetOf(event) : undefined;
    touched = element && { element, at: event.timeStamp, x: event.clientX, y: event.clientY };
  }

  function onPointerUp(event: PointerEvent): void {
    const pressed = touched;
    if (!pressed || !isNear(event, pressed)) return;
    clearTimeout(clickTimer);
    clickTimer = setTimeout(() => {
      if (touched === pressed) use(pressed.element);
    }, CLICK_FOLLOWS_MS);
  }

  // The finger scrolls: a row that leaves a long list now was not used.
  function onPointerCancel(): void {
    touched = undefined;
  }

  function onKeyDown(event: KeyboardEvent): void {
    const element = targetOf(event);
    if (!element || event.isComposing || event.repeat) return;
    if (isTypedInto(event)) {
      if (event.key === "Enter" && !(event.composedPath()[0] instanceof HTMLTextAreaElement)) use(element);
      return;
    }
    const opensMenu = event.key.startsWith("Arrow") && element.hasAttribute("aria-haspopup");
    if (event.key !== "Enter" && event.key !== " " && !opensMenu) return;
    touched = { element, at: event.timeStamp, x: Number.NaN, y: Number.NaN };
    const pressed = touched;
    // The native click comes by itself; when the page cancelled it, the page did the work on the key.
    setTimeout(() => {
      if (touched === pressed && event.defaultPrevented) use(element);
    }, 0);
  }

  function onCommit(event: Event): void {
    const element = isTypedInto(event) ? targetOf(event) : undefined;
    if (element) use(element);
  }

  function onFocusOut(event: FocusEvent): void {
    const field = event.composedPath()[0];
    // Another window came to the front: the person has not left the field.
    if (field === document.activeElement) return;
    if (field instanceof HTMLElement && "value" in field && field.value !== "") onCommit(event);
  }

  const listeners: readonly [string, (event: never) => void][] = [
    ["click", onClick],
    ["pointerdown", onPointerDown],
    ["pointerup", onPointerUp],
    ["pointercancel", onPointerCancel],
    ["keydown", onKeyDown],
    ["change", onCommit],
    ["focusout", onFocusOut],
  ];
  for (const [name, listener] of listeners)
    window.addEventListener(name, listener as EventListener, { capture: true, signal });
  signal.addEventListener("abort", () => {
    clearTimeout(clickTimer);
    touched = undefined;
  });

  return () => {
    const pressed = touched;
    if (!pressed || performance.now() - pressed.at > VANISH_WITHIN_MS) return;
    if (!pressed.element.isConnected) use(pressed.element);
  };
}

function isTypedInto(event: Event): boolean {
  const origin = event.composedPath()[0];
  return origin instanceof Element && origin.closest(TYPED_INTO) !== null;
}

function isUnavailable(element: Element): boolean {
  return element.matches(":disabled, [aria-disabled=true]");
}

function isNear(event: MouseEvent, press: { readonly x: number; readonly y: number }): boolean {
  return Math.hypot(event.clientX - press.x, event.clientY - press.y) <= PRESS_SLACK_PX;
}

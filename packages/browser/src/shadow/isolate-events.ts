/*
 * Our surfaces are a guest in the page. Host libraries close menus and dialogs on "a press outside", pull focus back
 * into them, and bind single-key shortcuts to the document; none of that may be set off by using a nudge, a tour card
 * or the chat.
 */

/** Stopped before anything in the page sees them: libraries listen for these in the capture phase. */
const PRESS_EVENTS = ["pointerdown", "mousedown", "touchstart"] as const;

/** Needed by our own controls first, so they are stopped where they leave the root. */
const LEAVING_EVENTS = [
  "pointerup",
  "mouseup",
  "touchend",
  "touchmove",
  "wheel",
  "click",
  "dblclick",
  "contextmenu",
  "keydown",
  "keyup",
  "keypress",
  "beforeinput",
  "input",
  "change",
  "copy",
  "cut",
  "paste",
  "focusin",
] as const;

/** Present while a host dialog or menu holds the focus. */
const FOCUS_TRAP = "[data-radix-focus-guard],[aria-modal=true],[data-aria-hidden=true],[data-focus-guard]";

/** Marks a surface whose mouse presses leave the focus where it is, so that an open menu stays open. */
export const KEEPS_FOCUS = "data-keeps-focus";

/** Keeps events on `host` (the shadow host) from reaching the page, until `signal` ends it. */
export function isolateEvents(host: HTMLElement, signal: AbortSignal): void {
  const onPress = (event: Event): void => {
    const path = event.composedPath();
    if (!path.includes(host)) return;
    event.stopImmediatePropagation();
    const keepsFocus = path.some((node) => node instanceof Element && node.hasAttribute(KEEPS_FOCUS));
    if (event.type === "mousedown" && keepsFocus) event.preventDefault();
  };
  const onLeave = (event: Event): void => event.stopPropagation();
  // A focus trap answers "the focus is going elsewhere" by taking it back before it has arrived.
  const onFocusOut = (event: FocusEvent): void => {
    if (event.relatedTarget === host && document.querySelector(FOCUS_TRAP)) event.stopImmediatePropagation();
  };
  for (const name of PRESS_EVENTS) window.addEventListener(name, onPress, { capture: true, passive: false, signal });
  for (const name of LEAVING_EVENTS) host.addEventListener(name, onLeave, { passive: true, signal });
  window.addEventListener("focusout", onFocusOut, { capture: true, signal });
}

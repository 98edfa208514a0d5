/**
 * Calls `onExpire` once `durationMs` have passed in which a person could have read the card: the clock stands still
 * while the card is hovered, holds the focus, is hidden, or the tab is in the background. `bar` shows what is left; its
 * animation is the clock. Returns what to call when the card was hidden or revealed. `signal` ends it.
 */
export function startAutoDismiss(
  card: HTMLElement,
  bar: HTMLElement,
  durationMs: number,
  onExpire: () => void,
  signal: AbortSignal,
): () => void {
  const clock = bar.animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], {
    duration: durationMs,
    fill: "forwards",
  });
  clock.onfinish = onExpire;
  signal.addEventListener("abort", () => clock.cancel());
  let hovered = false;
  let focused = false;

  function update(): void {
    const readable = !(hovered || focused || card.hidden || document.visibilityState === "hidden");
    clock[readable ? "play" : "pause"]();
  }

  function listen(name: "pointerenter" | "pointerleave" | "focusin" | "focusout", note: (event: Event) => void): void {
    const onEvent = (event: Event): void => {
      note(event);
      update();
    };
    card.addEventListener(name, onEvent, { signal });
  }

  listen("pointerenter", () => {
    hovered = true;
  });
  listen("pointerleave", () => {
    hovered = false;
  });
  listen("focusin", () => {
    focused = true;
  });
  listen("focusout", (event) => {
    const { relatedTarget } = event as FocusEvent;
    focused = relatedTarget instanceof Node && card.contains(relatedTarget);
  });
  document.addEventListener("visibilitychange", update, { signal });
  update();
  return update;
}

/** Who uses the keyboard needs longer to get to the card, and may be in the middle of a sentence. */
const KEY_GRACE_MS = 5_000;

/**
 * Calls `onExpire` once `durationMs` have passed in which a person could have read the card: the clock stands still
 * while the card is hovered, holds the focus, is busy or hidden, in a tab in the background, and for five seconds after
 * each key. `bar` shows what is left; its animation is the clock. Returns what to call when the card was hidden, revealed
 * or became busy. `signal` ends it.
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
  let hovered = false;
  let typed: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => {
    clearTimeout(typed);
    clock.cancel();
  });

  function update(): void {
    const held =
      hovered ||
      typed ||
      card.ariaBusy ||
      card.hidden ||
      card.matches(":focus-within") ||
      document.visibilityState === "hidden";
    clock[held ? "pause" : "play"]();
  }

  const onPointer = ({ type }: PointerEvent): void => {
    hovered = type === "pointerenter";
    update();
  };
  card.onpointerenter = onPointer;
  card.onpointerleave = onPointer;
  for (const name of ["focusin", "focusout"]) card.addEventListener(name, update, { signal });
  document.addEventListener("visibilitychange", update, { signal });
  const onKey = (): void => {
    clearTimeout(typed);
    typed = setTimeout(() => {
      typed = undefined;
      update();
    }, KEY_GRACE_MS);
    update();
  };
  window.addEventListener("keydown", onKey, { capture: true, signal });
  update();
  return update;
}

import { createPausableTimer } from "./pausable-timer.ts";

export interface AutoDismiss {
  /** Call when the card was hidden or revealed. */
  update(): void;
  stop(): void;
}

/**
 * Calls `onExpire` once `durationMs` have passed in which a person could have read the card: the clock stands still
 * while the card is hovered, holds the focus, is hidden, or the tab is in the background. `bar` shows what is left.
 */
export function startAutoDismiss(
  card: HTMLElement,
  bar: HTMLElement,
  durationMs: number,
  onExpire: () => void,
): AutoDismiss {
  const timer = createPausableTimer(durationMs, onExpire);
  const shrinking = bar.animate([{ transform: "scaleX(1)" }, { transform: "scaleX(0)" }], {
    duration: durationMs,
    fill: "forwards",
  });
  shrinking.pause();
  let hovered = false;
  let focused = false;

  function update(): void {
    if (hovered || focused || card.hidden || document.visibilityState === "hidden") {
      timer.pause();
      shrinking.pause();
    } else {
      timer.resume();
      shrinking.play();
    }
  }

  card.addEventListener("pointerenter", () => {
    hovered = true;
    update();
  });
  card.addEventListener("pointerleave", () => {
    hovered = false;
    update();
  });
  card.addEventListener("focusin", () => {
    focused = true;
    update();
  });
  card.addEventListener("focusout", (event) => {
    focused = event.relatedTarget instanceof Node && card.contains(event.relatedTarget);
    update();
  });
  document.addEventListener("visibilitychange", update);
  update();

  return {
    update,
    stop() {
      timer.stop();
      shrinking.cancel();
      document.removeEventListener("visibilitychange", update);
    },
  };
}

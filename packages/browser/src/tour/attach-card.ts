import { autoUpdate, computePosition, flip, offset, type Placement, shift } from "@floating-ui/dom";
import type { Spotlight } from "./spotlight.ts";

/** Between the target and the card, pixels: room for the ring and a little air. */
const GAP_PX = 16;
const EDGE_PX = 8;

/**
 * Keeps the card near the target and the ring around it while either moves. `above` asks for the side on which the
 * equals of the target, further down its list, are not covered. Returns the function that lets go.
 */
export function attachCard(card: HTMLElement, target: Element, spotlight: Spotlight, above: boolean): () => void {
  // Beside a menu, so that its other items can be read.
  const inMenu = target.closest("[role='menu'], [role='listbox']") !== null;
  const placement: Placement = inMenu ? "right-start" : above ? "top-start" : "bottom-start";
  let attached = true;
  card.classList.remove("floating");
  const cornerPx = Number.parseFloat(getComputedStyle(target).borderTopLeftRadius) || 0;

  async function place(): Promise<void> {
    spotlight.frame(target.getBoundingClientRect(), cornerPx);
    const { x, y } = await computePosition(target, card, {
      strategy: "fixed",
      placement,
      middleware: [
        offset(GAP_PX),
        flip({ padding: EDGE_PX, fallbackAxisSideDirection: "start" }),
        // Across both axes: with a target that fills the screen, or is scrolled off it, the card stays on screen.
        shift({ padding: EDGE_PX, crossAxis: true }),
      ],
    });
    if (!attached) return;
    card.style.left = `${x}px`;
    card.style.top = `${y}px`;
  }

  const stop = autoUpdate(target, card, () => void place());
  return () => {
    attached = false;
    stop();
    spotlight.hide();
    card.style.left = "";
    card.style.top = "";
  };
}

/** Brings the target to the middle of the screen unless all of it can be seen already. */
export function scrollToTarget(target: Element): void {
  const observer = new IntersectionObserver(([entry]) => {
    observer.disconnect();
    if (!entry || entry.intersectionRatio > 0.99) return;
    const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "center", inline: "nearest", behavior: reducedMotion ? "instant" : "smooth" });
  });
  observer.observe(target);
}

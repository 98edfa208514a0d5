import type { PositionCard } from "./position-card.ts";
import type { Spotlight } from "./spotlight.ts";
import { watchPlace } from "./watch-place.ts";

export interface AttachCardOptions {
  readonly card: HTMLElement;
  readonly target: Element;
  readonly spotlight: Spotlight;
  /** Asks for the side on which the equals of the target, further down its list, are not covered. */
  readonly above: boolean;
  readonly positionCard: PositionCard;
  /** Lets go. */
  readonly signal: AbortSignal;
}

/** Keeps the card near the target and the ring around it while either moves. */
export function attachCard({ card, target, spotlight, above, positionCard, signal }: AttachCardOptions): void {
  // Beside a menu, so that its other items can be read.
  const inMenu = target.closest("[role=menu], [role=listbox]") !== null;
  const placement = inMenu ? "right-start" : above ? "top-start" : "bottom-start";
  const cornerPx = Number.parseFloat(getComputedStyle(target).borderTopLeftRadius) || 0;

  async function place(): Promise<void> {
    spotlight.frame(target.getBoundingClientRect(), cornerPx);
    const { x, y } = await positionCard(target, card, placement);
    if (!signal.aborted) moveTo(`${x}px`, `${y}px`);
  }

  function moveTo(left: string, top: string): void {
    Object.assign(card.style, { left, top });
  }

  signal.addEventListener("abort", () => {
    spotlight.hide();
    moveTo("", "");
  });
  watchPlace(target, card, () => void place(), signal);
  void place();
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

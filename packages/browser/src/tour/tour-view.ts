import { attachCard, scrollToTarget } from "./attach-card.ts";
import type { PositionCard } from "./position-card.ts";
import { createSpotlight } from "./spotlight.ts";
import type { TourCard } from "./tour-card.ts";
import { pointableElement } from "./visible.ts";

/** Where the card is and what is lit. One of four places at a time. */
export interface TourView {
  /** Near the target, rather above it when `above` is true, with the page dimmed around it. */
  pointAt(target: Element, above: boolean): void;
  /** At the bottom of the screen, with a line saying why it points at nothing. */
  float(note: string): void;
  /** Not to be seen for a moment; the focus stays. */
  stepAside(): void;
  /** Not there, for as long as the person is elsewhere. */
  hide(): void;
  remove(): void;
}

export function createTourView(root: ShadowRoot, card: TourCard, positionCard: PositionCard): TourView {
  const spotlight = createSpotlight(root);
  root.append(card.element);
  let pointing = new AbortController();

  function place(where: "beside" | "floating" | "away" | "hidden"): void {
    pointing.abort();
    pointing = new AbortController();
    card.element.classList.toggle("floating", where === "floating" || where === "away");
    card.element.classList.toggle("away", where === "away");
    card.element.hidden = where === "hidden";
  }

  place("away");
  return {
    pointAt(target, above) {
      place("beside");
      card.note("");
      const shown = pointableElement(target);
      const { signal } = pointing;
      joinModalDialog(root.host, shown, signal);
      attachCard({ card: card.element, target: shown, spotlight, above, positionCard, signal });
      scrollToTarget(shown);
    },
    float(note) {
      place("floating");
      card.note(note);
    },
    stepAside() {
      place("away");
    },
    hide() {
      place("hidden");
    },
    remove() {
      pointing.abort();
      spotlight.remove();
      card.element.remove();
    },
  };
}

/** A native modal dialog makes everything outside it inert and lies above it: the host goes inside until it closes. */
function joinModalDialog(host: Element, target: Element, signal: AbortSignal): void {
  const dialog = target.closest("dialog:modal");
  if (!dialog) return;
  dialog.append(host);
  signal.addEventListener("abort", () => document.body.append(host));
}

import { attachCard, scrollToTarget } from "./attach-card.ts";
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

export function createTourView(root: ShadowRoot, card: TourCard): TourView {
  const spotlight = createSpotlight(root);
  root.append(card.element);
  let letGo = (): void => {};

  function place(where: "beside" | "floating" | "away" | "hidden"): void {
    letGo();
    letGo = () => {};
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
      const leaveDialog = joinModalDialog(root.host, shown);
      const detach = attachCard(card.element, shown, spotlight, above);
      letGo = () => {
        detach();
        leaveDialog();
      };
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
      letGo();
      spotlight.remove();
      card.remove();
    },
  };
}

/** A native modal dialog makes everything outside it inert and lies above it: the host goes inside until it closes. */
function joinModalDialog(host: Element, target: Element): () => void {
  const dialog = target.closest("dialog:modal");
  if (!dialog) return () => {};
  dialog.append(host);
  return () => document.body.append(host);
}

import { element } from "../shadow/element.ts";

/** Room between the target and the ring, pixels. */
const MARGIN_PX = 6;

export interface Spotlight {
  /** Puts the cut-out around a rectangle of the viewport. */
  frame(rect: DOMRect, cornerPx: number): void;
  hide(): void;
  remove(): void;
}

/**
 * Dims the page except around one rectangle. It is a single ring whose shadow is the dimming, and it takes no pointer
 * events: the whole page stays usable, the target above all.
 */
export function createSpotlight(root: ShadowRoot): Spotlight {
  const ring = element("div", { class: "spotlight enter", "aria-hidden": "true" });
  ring.hidden = true;
  root.append(ring);
  return {
    frame(rect, cornerPx) {
      ring.hidden = false;
      // The host sits at the corner of the viewport, or of a transformed dialog that it was moved into.
      const origin = root.host.getBoundingClientRect();
      Object.assign(ring.style, {
        left: `${rect.left - origin.left - MARGIN_PX}px`,
        top: `${rect.top - origin.top - MARGIN_PX}px`,
        width: `${rect.width + 2 * MARGIN_PX}px`,
        height: `${rect.height + 2 * MARGIN_PX}px`,
        borderRadius: `${Math.min(cornerPx, 24) + MARGIN_PX}px`,
      });
    },
    hide() {
      ring.hidden = true;
    },
    remove() {
      ring.remove();
    },
  };
}

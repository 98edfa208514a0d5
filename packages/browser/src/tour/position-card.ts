import { computePosition, flip, offset, type Placement, shift } from "@floating-ui/dom";

/** Between the target and the card, pixels: room for the ring and a little air. */
const GAP_PX = 16;
const EDGE_PX = 8;

/** Where on the screen the card goes, rather on the side `placement` names. Pixels. */
export type PositionCard = (
  target: Element,
  card: HTMLElement,
  placement: Placement,
) => Promise<{ readonly x: number; readonly y: number }>;

/** The only part of a tour that is a chunk of its own: it is as large as all the rest. */
export const positionCard: PositionCard = (target, card, placement) =>
  computePosition(target, card, {
    strategy: "fixed",
    placement,
    middleware: [
      offset(GAP_PX),
      flip({ padding: EDGE_PX, fallbackAxisSideDirection: "start" }),
      // Across both axes: with a target that fills the screen, or is scrolled off it, the card stays on screen.
      shift({ padding: EDGE_PX, crossAxis: true }),
    ],
  });

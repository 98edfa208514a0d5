// What the page loads for a first nudge and its tour.
export { showNudge } from "../../packages/browser/src/nudge/nudge.ts";
export { ensureRoot } from "../../packages/browser/src/root.ts";
export { playTour } from "../../packages/browser/src/tour/play-tour.ts";
export { positionCard } from "../../packages/browser/src/tour/position-card.ts";

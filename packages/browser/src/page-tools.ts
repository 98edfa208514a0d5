/**
 * For tools that look at a page as Usher does — the recorder: which control was used, how it is found again, a tour shown
 * on it. Pages themselves need `@usher/browser` alone.
 */
export { describeElement, findControl } from "./capture/describe-element.ts";
export { isIgnored, isMasked, pathOf } from "./capture/privacy-marks.ts";
export { scrubText } from "./capture/scrub-text.ts";
export { stableId } from "./capture/stable-id.ts";
export { ensureRoot, removeRoot } from "./root.ts";
export { findTarget } from "./tour/find-target.ts";
export { playTour, type TourOptions } from "./tour/play-tour.ts";
export { type PositionCard, positionCard } from "./tour/position-card.ts";
export { watchPage } from "./tour/watch-page.ts";
export { watchUse } from "./tour/watch-use.ts";

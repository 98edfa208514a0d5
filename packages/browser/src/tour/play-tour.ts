import type { TourOutcome, TourStepWire, TourWire } from "@usher/core";
import { hasOpenLayer, listenForEscape } from "../shadow/escape.ts";
import { focusedElement, returnFocus } from "../shadow/focus.ts";
import { adoptStyles } from "../theme/adopt-styles.ts";
import { findTarget, hasEquals, matchesTarget } from "./find-target.ts";
import type { PositionCard } from "./position-card.ts";
import { createTourCard } from "./tour-card.ts";
import { tourStyles } from "./tour-styles.ts";
import { createTourView } from "./tour-view.ts";
import { isVisible } from "./visible.ts";
import { watchPage } from "./watch-page.ts";
import { watchUse } from "./watch-use.ts";

/** A menu or a dialog that is about to open should not make the card jump. */
const FLOAT_AFTER_MS = 500;
/** After this long without a target, an optional step is skipped and the card says that it cannot find the control. */
const GIVE_UP_AFTER_MS = 6_000;
/** The page is at rest: a missing target beside a visible next one means that the step was done already. */
const SETTLED_AFTER_MS = 300;

const WAITING_NOTE = "This part of the page is not open yet. The tour continues when it appears.";
const LOST_NOTE = "We cannot find this on the page. If you see it, use it yourself, or go on with the tour.";

export interface TourOptions {
  readonly root: ShadowRoot;
  readonly tour: TourWire;
  /** Zero-based step to begin with, for a tour that goes on after a reload. */
  readonly startAt: number;
  readonly positionCard: PositionCard;
  pageMatches(patterns: readonly string[]): boolean;
  /** A step became current, also the first one. Called before the page sees the click that led there. */
  onStep(index: number): void;
  /** Called once, unless `stop()` came first. */
  onEnd(outcome: TourOutcome, index: number): void;
}

/**
 * Plays a tour on the page: points at each step's target, goes on when the target is used, and never blocks the page.
 *
 * Outcomes: `completed` when the last step is passed and its target was seen at some time (or the step is optional);
 * `lost` when the person passes the last step, or leaves at any step, after its target could not be found in time and
 * was never seen; `dismissed` when they leave otherwise.
 */
export function playTour(options: TourOptions): { stop(): void } {
  const { root, tour } = options;
  adoptStyles(root, tourStyles);
  const lastIndex = tour.steps.length - 1;
  const seen = new Set<number>();
  const cameFrom = focusedElement();
  const life = new AbortController();
  const { signal } = life;

  let index = Math.max(0, Math.min(options.startAt, lastIndex));
  let pointedAt: Element | undefined;
  let gaveUp = false;
  // After "Back" the next target is usually still there: it must not push the person forward again.
  let mayRunAhead = true;
  let mayTakeFocus = options.startAt === 0 && !hasOpenLayer();
  let waitingFor: "target" | "page" | undefined;
  let timers: ReturnType<typeof setTimeout>[] = [];
  let aheadTimer: ReturnType<typeof setTimeout> | undefined;

  const card = createTourCard({
    label: tour.title,
    onBack: () => go(Math.max(index - 1, 0), "back"),
    onNext: pass,
    onSkip: leave,
  });
  const view = createTourView(root, card, options.positionCard);
  const checkUse = watchUse(
    (element) => isTargetOf(element, index) || isTargetOf(element, index + 1),
    (element) => {
      // Using the next step's target says that this step is behind the person, however they did it.
      if (!isTargetOf(element, index)) pass();
      seen.add(index);
      pass();
    },
    signal,
  );
  listenForEscape(card.element, leave, signal);
  watchPage(look, signal);

  function stepHere(at: number): TourStepWire | undefined {
    const step = tour.steps[at];
    return step && (step.page.length === 0 || options.pageMatches(step.page)) ? step : undefined;
  }

  function isTargetOf(element: Element, at: number): boolean {
    const step = stepHere(at);
    return step !== undefined && matchesTarget(element, step.target);
  }

  function go(to: number, direction: "forward" | "back"): void {
    const step = tour.steps[to];
    if (!step || signal.aborted) return;
    index = to;
    mayRunAhead = direction === "forward";
    pointedAt = undefined;
    forgetWaiting();
    card.show({ title: step.title, description: step.description, index, count: tour.steps.length });
    options.onStep(index);
    if (!signal.aborted) look();
  }

  function pass(): void {
    if (index < lastIndex) go(index + 1, "forward");
    else end(seen.has(index) || tour.steps[index]?.optional ? "completed" : "lost");
  }

  function leave(): void {
    end(gaveUp && !seen.has(index) ? "lost" : "dismissed");
  }

  /** Brings what is shown in line with the page as it is now. */
  function look(): void {
    checkUse();
    if (signal.aborted) return;
    const step = stepHere(index);
    const target = step && (isStillTarget(pointedAt, step) ? pointedAt : findTarget(step.target));
    if (step && target) return point(target, step);
    pointedAt = undefined;
    wait(step);
    runAheadWhenSettled();
  }

  function point(target: Element, step: TourStepWire): void {
    if (target === pointedAt) return;
    forgetWaiting();
    pointedAt = target;
    mayRunAhead = true;
    seen.add(index);
    view.pointAt(target, hasEquals(step.target));
    takeFocusOnce();
  }

  function wait(step: TourStepWire | undefined): void {
    const reason = step ? "target" : "page";
    if (waitingFor === reason) return;
    forgetWaiting();
    waitingFor = reason;
    if (!step) return view.hide();
    view.stepAside();
    const floatSoon = setTimeout(() => {
      view.float(WAITING_NOTE);
      takeFocusOnce();
    }, FLOAT_AFTER_MS);
    const giveUp = setTimeout(() => {
      if (step.optional) return pass();
      gaveUp = true;
      view.float(LOST_NOTE);
    }, GIVE_UP_AFTER_MS);
    timers = [floatSoon, giveUp];
  }

  function runAheadWhenSettled(): void {
    const nextIsThere = (): boolean => {
      const next = stepHere(index + 1);
      return mayRunAhead && next !== undefined && findTarget(next.target) !== undefined;
    };
    if (aheadTimer !== undefined || !nextIsThere()) return;
    aheadTimer = setTimeout(() => {
      aheadTimer = undefined;
      if (pointedAt === undefined && nextIsThere()) pass();
    }, SETTLED_AFTER_MS);
  }

  function forgetWaiting(): void {
    for (const timer of timers) clearTimeout(timer);
    clearTimeout(aheadTimer);
    timers = [];
    aheadTimer = undefined;
    waitingFor = undefined;
    gaveUp = false;
  }

  /** The person has just asked for the tour: the card is where they are now. Later steps leave the focus alone. */
  function takeFocusOnce(): void {
    if (mayTakeFocus) card.element.focus({ preventScroll: true });
    mayTakeFocus = false;
  }

  function stop(): void {
    if (signal.aborted) return;
    life.abort();
    forgetWaiting();
    returnFocus(card.element, cameFrom);
    view.remove();
  }

  function end(outcome: TourOutcome): void {
    if (signal.aborted) return;
    stop();
    options.onEnd(outcome, index);
  }

  if (lastIndex < 0) queueMicrotask(() => end("completed"));
  else go(index, "forward");
  return { stop };
}

function isStillTarget(element: Element | undefined, step: TourStepWire): boolean {
  return element !== undefined && isVisible(element) && matchesTarget(element, step.target);
}

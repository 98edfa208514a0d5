import { type Draft, happen, patchSession, publish } from "./draft.ts";
import type { EngineInput } from "./input.ts";

type Input<Type extends EngineInput["type"]> = Extract<EngineInput, { type: Type }>;

/** A tour begins in some tab; one runs at a time. The same run reported again, e.g. after a reload, changes nothing. */
export function tourStarted(draft: Draft, input: Input<"tour-started">): void {
  const { tourId, runId, offerId, unclaimed } = input;
  const before = draft.session.tour;
  if (before?.runId === runId) return;
  if (before !== null) {
    publish(draft, { event: "tour", tourId: before.tourId, runId: before.runId, state: "ended" });
    draft.notes.push({ type: "tour", tourId: before.tourId, runId: before.runId, event: "lost", step: before.step });
  }
  const own = offerId !== undefined && offerId === draft.session.offer?.id ? offerId : null;
  const run = { runId, tourId, offerId: own, step: 0, touchedAt: draft.now };
  patchSession(draft, { tour: unclaimed ? { ...run, playedIn: null } : run });
  happen(draft, { type: "tour_taken", tourId });
  publish(draft, { event: "tour", tourId, runId, state: "started", ...(unclaimed ? { unclaimed } : {}) });
  draft.notes.push({ type: "tour", tourId, runId, event: "started", step: 0 });
}

/** The first tab to ask plays the run; asked again, e.g. because the answer was lost, it still is the one. */
export function tourClaimed(draft: Draft, { runId, tabId }: Input<"tour-claimed">): void {
  const { tour } = draft.session;
  const isOpen = tour?.runId === runId && (tour.playedIn === null || tour.playedIn === tabId);
  if (!isOpen) {
    draft.answer = { type: "claimed" };
    return;
  }
  patchSession(draft, { tour: { ...tour, playedIn: tabId, touchedAt: draft.now } });
}

/** A step became current: the idle clock starts again. A run that was given up for lost is taken up again. */
export function tourStep(draft: Draft, { tourId, runId, step }: Input<"tour-step">): void {
  const running = draft.session.tour ?? { runId, tourId, offerId: null, step: -1, touchedAt: draft.now };
  if (running.runId !== runId) return;
  const moved = running.step !== step;
  if (draft.session.tour === null) happen(draft, { type: "tour_taken", tourId });
  patchSession(draft, { tour: { ...running, step, touchedAt: draft.now } });
  happen(draft, { type: "interaction" });
  if (moved) draft.notes.push({ type: "tour", tourId, runId, event: "step", step });
}

/** Completed, dismissed and lost are different facts; after each the session is quiet for its cooldown. */
export function tourEnded(draft: Draft, { tourId, runId, outcome, step }: Input<"tour-ended">): void {
  if (draft.session.tour?.runId !== runId) return;
  patchSession(draft, { tour: null });
  happen(draft, { type: outcome === "completed" ? "completed" : "dismissed" });
  publish(draft, { event: "tour", tourId, runId, state: "ended" });
  draft.notes.push({ type: "tour", tourId, runId, event: outcome, step });
}

import { recordInteraction } from "../session/agent-state.ts";
import { acceptTour, resolve } from "../session/transitions.ts";
import { type Draft, patchSession, publish } from "./draft.ts";
import type { EngineInput } from "./input.ts";

type Input<Type extends EngineInput["type"]> = Extract<EngineInput, { type: Type }>;

/** A tour begins in some tab. The same run reported again, e.g. after a reload, changes nothing. */
export function tourStarted(draft: Draft, { tourId, runId, offerId }: Input<"tour-started">): void {
  if (draft.session.tour?.runId === runId) return;
  patchSession(draft, {
    tour: { runId, tourId, offerId: offerId ?? null, step: 0, touchedAt: draft.now },
    agent: acceptTour(draft.session.agent, tourId, draft.now),
  });
  publish(draft, { event: "tour", tourId, runId, state: "started" });
  draft.notes.push({ type: "tour", tourId, runId, event: "started", step: 0 });
}

/** A step became current: the idle clock starts again. A run the server forgot is taken up where the page says it is. */
export function tourStep(draft: Draft, { tourId, runId, step }: Input<"tour-step">): void {
  const running = draft.session.tour;
  if (running === null || running.runId !== runId) return;
  const moved = running.step !== step;
  patchSession(draft, {
    tour: { ...running, step, touchedAt: draft.now },
    agent: recordInteraction(draft.session.agent, draft.now),
  });
  if (moved) draft.notes.push({ type: "tour", tourId, runId, event: "step", step });
}

/** Completed, dismissed and lost are different facts; after each the session is quiet for its cooldown. */
export function tourEnded(draft: Draft, { tourId, runId, outcome, step }: Input<"tour-ended">): void {
  if (draft.session.tour?.runId !== runId) return;
  const resolution = outcome === "completed" ? "completed" : "dismissed";
  patchSession(draft, { tour: null, agent: resolve(draft.session.agent, resolution, draft.now) });
  publish(draft, { event: "tour", tourId, runId, state: "ended" });
  draft.notes.push({ type: "tour", tourId, runId, event: outcome, step });
}

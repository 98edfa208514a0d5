import type { LedgerNote } from "../engine/effect.ts";
import type { EpochMs } from "../ids.ts";
import type { DecidedOffer, LiveOutcome, SessionDecisions } from "./session-decisions.ts";

/** A ledger row as it was stored. */
export interface LedgerEntry {
  readonly at: EpochMs;
  readonly note: LedgerNote;
}

/** Reads from the ledger what the live rules did in a session. */
export function liveDecisions(ledger: readonly LedgerEntry[]): SessionDecisions {
  const outcomes = new Map<string, { shown: boolean; end: LiveOutcome["end"]; completed: boolean }>();
  for (const { note } of ledger) {
    if (note.type === "fired") outcomes.set(note.offerId, { shown: false, end: "other", completed: false });
    if (note.type !== "outcome") continue;
    const outcome = outcomes.get(note.offerId);
    if (outcome === undefined) continue;
    if (note.outcome === "shown") outcome.shown = true;
    if (note.outcome === "accepted" || note.outcome === "dismissed") outcome.end = note.outcome;
    if (note.outcome === "completed" || note.reason === "goal_reached") outcome.completed = true;
  }
  const offers = ledger.flatMap(({ at, note }): DecidedOffer[] => {
    if (note.type !== "fired") return [];
    const { shown = false, end = "other", completed = false } = outcomes.get(note.offerId) ?? {};
    const goal = !completed ? "open" : end === "accepted" ? "reached" : "reached_anyway";
    return [{ triggerId: note.triggerId, at, goal, outcome: { shown, end } }];
  });
  return {
    offers,
    holds: ledger.flatMap(({ note }) =>
      note.type === "held" ? [{ triggerId: note.triggerId, reason: note.reason }] : [],
    ),
    errors: ledger.flatMap(({ note }) => (note.type === "trigger-error" ? [note.triggerId] : [])),
  };
}

import { advance } from "../engine/advance.ts";
import { triggerContext } from "../engine/context.ts";
import { openDraft } from "../engine/draft.ts";
import type { LedgerNote } from "../engine/effect.ts";
import type { EngineInput } from "../engine/input.ts";
import type { EngineRules } from "../engine/rules.ts";
import { createSnapshot, type EngineState } from "../engine/state.ts";
import type { RecordedSession } from "../explain/recording.ts";
import type { Attention } from "../gate/attention.ts";
import { type EpochMs, MINUTE_MS, SECOND_MS } from "../ids.ts";
import { emptyWindow } from "../session/window.ts";
import type { DecidedOffer, SessionDecisions } from "./session-decisions.ts";

/** After the last thing that happened, time is played for this long: dwelling shows in silence. */
const AFTER_LAST_MS = 30 * MINUTE_MS;
/** A rule that asks to be woken more often than this in one session is not a rule anybody wants. */
const MAX_WAKE_UPS = 10_000;
/** A live offer this close to a simulated one of the same trigger is the same offer. */
const SAME_OFFER_MS = 2 * MINUTE_MS;

/** What followed from live offers is not the draft's doing, and is left out; so are wake-ups, which the draft asks for itself. */
const REPLAYED: Readonly<Record<EngineInput["type"], boolean>> = {
  actions: true,
  presence: true,
  outcome: false,
  "tour-started": false,
  "tour-claimed": false,
  "tour-step": false,
  "tour-ended": false,
  "chat-opened": true,
  "chat-message": true,
  "chat-closed": true,
  conversation: true,
  identified: true,
  preferences: true,
  consent: true,
  anchors: true,
  wake: false,
};

export interface Simulation extends SessionDecisions {
  /** The person's attention afterwards: it goes with them into their next session. */
  readonly attention: Attention;
}

interface OpenGoal {
  readonly triggerId: string;
  readonly at: EpochMs;
  goal: DecidedOffer["goal"];
}

/**
 * Plays what a user did against other rules. The user is assumed to see every offer and to let it pass, which is what
 * most users do: so an offer spends attention, and nothing that followed a live offer is taken for granted.
 * @param live What the live rules did in this session.
 */
export function simulateSession(
  recording: RecordedSession,
  rules: EngineRules,
  attention: Attention,
  live: SessionDecisions,
): Simulation {
  const { sessionId, start, steps } = recording;
  const snapshot = createSnapshot(sessionId, rules.policy, recording.createdAt);
  let state: EngineState = { session: { ...snapshot, userId: start.userId }, window: emptyWindow(), attention };
  let wakeAt: EpochMs | undefined;
  let wakeUps = 0;
  const offers: OpenGoal[] = [];
  const holds: SessionDecisions["holds"][number][] = [];
  const errors: string[] = [];

  function send(input: EngineInput, at: EpochMs): void {
    const result = advance(state, input, at, rules);
    state = result.state;
    wakeAt = result.wakeAt;
    if (result.notes.length > 0) take(result.notes, at);
  }

  function take(notes: readonly LedgerNote[], at: EpochMs): void {
    for (const note of notes) {
      if (note.type === "held") holds.push({ triggerId: note.triggerId, reason: note.reason });
      else if (note.type === "trigger-error") errors.push(note.triggerId);
      else if (note.type === "fired") {
        offers.push({ triggerId: note.triggerId, at, goal: "open" });
        send({ type: "outcome", offerId: note.offerId, report: "shown", tabId: "simulated" }, at);
      }
    }
  }

  function passTimeUntil(at: EpochMs): void {
    while (wakeAt !== undefined && wakeAt <= at && wakeUps < MAX_WAKE_UPS) {
      wakeUps++;
      send({ type: "wake" }, wakeAt);
    }
  }

  for (const { at, input, given } of steps) {
    if (!REPLAYED[input.type]) continue;
    passTimeUntil(at);
    const { attention: _, audience, ...outside } = given;
    state = { ...state, ...outside };
    if (state.session.audience !== audience) state = { ...state, session: { ...state.session, audience } };
    send(input, at);
    if (offers.length > 0) markGoals(offers, state, rules, at, live);
  }
  passTimeUntil(state.session.lastNow + AFTER_LAST_MS);
  const decided = offers.map(({ triggerId, at, goal }) => ({
    triggerId,
    at,
    goal,
    outcome: outcomeNear(live, triggerId, at),
  }));
  return { offers: decided, holds, errors, attention: state.attention };
}

function markGoals(
  offers: readonly OpenGoal[],
  state: EngineState,
  rules: EngineRules,
  at: EpochMs,
  live: SessionDecisions,
): void {
  const open = offers.filter(
    (offer) => offer.goal === "open" && at <= offer.at + rules.policy.aloneWithinS * SECOND_MS,
  );
  if (open.length === 0) return;
  const context = triggerContext(openDraft(state, rules, at));
  for (const offer of open) {
    const trigger = rules.triggers.find(({ id }) => id === offer.triggerId);
    if (trigger === undefined || !isMet(() => trigger.until(context).met)) continue;
    const helped = live.offers.some(
      ({ triggerId, outcome }) => triggerId === offer.triggerId && outcome?.end === "accepted",
    );
    offer.goal = helped ? "reached" : "reached_anyway";
  }
}

function outcomeNear(live: SessionDecisions, triggerId: string, at: EpochMs): DecidedOffer["outcome"] {
  return live.offers.find((offer) => offer.triggerId === triggerId && Math.abs(offer.at - at) <= SAME_OFFER_MS)
    ?.outcome;
}

function isMet(goal: () => boolean): boolean {
  try {
    return goal();
  } catch {
    return false;
  }
}

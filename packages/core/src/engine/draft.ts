import { type Attention, completeAttention } from "../gate/attention.ts";
import { type AttentionEnd, settle } from "../gate/spend-attention.ts";
import type { EpochMs } from "../ids.ts";
import type { Offer } from "../offers/offer.ts";
import { type SessionEvent, transition } from "../session/transitions.ts";
import type { ActionWindow } from "../session/window.ts";
import { type MemoryView, viewMemory } from "../triggers/memory-view.ts";
import type { EngineEffect, EngineFrame, LedgerNote, OutcomeAnswer } from "./effect.ts";
import type { EngineRules } from "./rules.ts";
import { completeSnapshot, type EngineState, type SessionSnapshot } from "./state.ts";

/** One step while it is being worked out. It never leaves `advance`, which turns it into values again. */
export interface Draft {
  readonly rules: EngineRules;
  readonly now: EpochMs;
  session: SessionSnapshot;
  window: ActionWindow;
  attention: Attention;
  readonly memory: MemoryView | undefined;
  readonly effects: EngineEffect[];
  readonly notes: LedgerNote[];
  /** Moments at which the answer could change by itself. */
  readonly wakeUps: EpochMs[];
  answer: OutcomeAnswer | undefined;
  duplicateCount: number;
}

export function openDraft(state: EngineState, rules: EngineRules, now: EpochMs): Draft {
  const session = completeSnapshot(state.session);
  const clamped = Math.max(now, session.lastNow);
  return {
    rules,
    now: clamped,
    session: { ...session, lastNow: clamped },
    window: state.window,
    attention: completeAttention(state.attention),
    memory: state.memory === undefined ? undefined : viewMemory(state.memory),
    effects: [],
    notes: [],
    wakeUps: [],
    answer: undefined,
    duplicateCount: 0,
  };
}

export function patchSession(draft: Draft, change: Partial<SessionSnapshot>): void {
  draft.session = { ...draft.session, ...change };
}

/** Applies an event to the session's state; says whether the state allowed it. */
export function happen(draft: Draft, event: SessionEvent): boolean {
  const { ok, state } = transition(draft.session.agent, event, draft.now);
  if (ok && state !== draft.session.agent) patchSession(draft, { agent: state });
  return ok;
}

/** Appends a frame to the session's stream: offsets have no gaps, so a client can tell what it missed. */
export function publish(draft: Draft, frame: EngineFrame): void {
  const offset = draft.session.frameOffset + 1;
  patchSession(draft, { frameOffset: offset });
  draft.effects.push({ type: "publish", offset, frame });
}

export function saveOffer(draft: Draft, offer: Offer): void {
  patchSession(draft, { offer });
  draft.effects.push({ type: "save-offer", offer });
}

/** Settles the person's attention for an offer that ended. */
export function settleAttention(draft: Draft, offer: Offer, end: AttentionEnd): void {
  draft.attention = settle(draft.attention, offer, end, draft.rules.policy, draft.now);
}

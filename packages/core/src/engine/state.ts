import { type Attention, FRESH_ATTENTION } from "../gate/attention.ts";
import type { Deferral } from "../gate/deferral.ts";
import type { GatePolicy } from "../gate/policy.ts";
import type { EpochMs } from "../ids.ts";
import type { Offer } from "../offers/offer.ts";
import { type AgentState, createAgentState } from "../session/agent-state.ts";
import type { Deed } from "../session/deeds.ts";
import { agentTimings } from "../session/transitions.ts";
import { type ActionWindow, emptyWindow } from "../session/window.ts";
import type { MemoryFacts } from "../triggers/memory-view.ts";

/** What the engine knows of one session besides its actions. JSON data; moments are wall-clock. */
export interface SessionSnapshot {
  readonly v: 1;
  readonly sessionId: string;
  readonly userId: string | null;
  readonly agent: AgentState;
  /** The latest offer, open or ended: a late click on it is still honoured. */
  readonly offer: Offer | null;
  /** Offers made so far; the next one's number. */
  readonly offerCount: number;
  readonly shownCount: number;
  readonly tour: TourRun | null;
  readonly chatOpen: boolean;
  /** A person of the team is in the user's conversation; until then unless more is said. Left out when nobody is. */
  readonly handoverUntil?: EpochMs;
  /** Whether a page is connected that could show an offer. */
  readonly audience: boolean;
  /** What the page reported of the user's consent; null when it said nothing. */
  readonly consent: boolean | null;
  /** Anchors that the page the user is on reported as not there. */
  readonly missingAnchors: readonly string[];
  /** Proposals that wait for the user to stop typing, by trigger. */
  readonly deferrals: Readonly<Record<string, Deferral>>;
  /** Offers that were not made, only recorded, and whose end is still open. */
  readonly shadows: readonly ShadowOffer[];
  /** Offers recorded without being made so far; the next one's number. */
  readonly shadowCount: number;
  /** What the user did before the window begins: a goal once reached stays reached. At most 200 deeds. */
  readonly seen: readonly Deed[];
  /** Offset of the last frame published to this session's stream; 0 before the first. */
  readonly frameOffset: number;
  /** What each trigger last said, so that only changes are noted. */
  readonly verdicts: Readonly<Record<string, string>>;
  /** The latest moment seen: time never runs backwards (S8). */
  readonly lastNow: EpochMs;
}

/** A tour that is running in some tab of the session. */
export interface TourRun {
  readonly runId: string;
  readonly tourId: string;
  readonly offerId: string | null;
  /** Zero-based. */
  readonly step: number;
  readonly touchedAt: EpochMs;
  /** Of a run chosen outside the page: the tab that plays it, null until one does. Left out where its player began it. */
  readonly playedIn?: string | null;
}

/** An offer that would have been made but for a trial or a holdout: did the user get there alone? */
export interface ShadowOffer {
  readonly id: string;
  readonly triggerId: string;
  readonly why: "shadow" | "holdout";
  readonly recordedAt: EpochMs;
  /** After this the goal no longer counts as reached. */
  readonly resolveBy: EpochMs;
}

/** What one step of the engine works on: a session, its actions, and the attention of the person in it. */
export interface EngineState {
  readonly session: SessionSnapshot;
  readonly window: ActionWindow;
  readonly attention: Attention;
  /** What is remembered of the person; left out when nothing is. The engine reads it and never changes it. */
  readonly memory?: MemoryFacts;
}

export function createSnapshot(sessionId: string, policy: GatePolicy, now: EpochMs): SessionSnapshot {
  return {
    v: 1,
    sessionId,
    userId: null,
    agent: createAgentState(now, agentTimings(policy)),
    offer: null,
    offerCount: 0,
    shownCount: 0,
    tour: null,
    chatOpen: false,
    audience: false,
    frameOffset: 0,
    verdicts: {},
    lastNow: now,
    ...NEW_FIELDS,
  };
}

const NEW_FIELDS = {
  consent: null,
  missingAnchors: [],
  deferrals: {},
  shadows: [],
  shadowCount: 0,
  seen: [],
} satisfies Partial<SessionSnapshot>;

/** A snapshot stored by an earlier version, with what that version did not know. */
export function completeSnapshot(stored: SessionSnapshot): SessionSnapshot {
  return "seen" in stored ? stored : { ...NEW_FIELDS, ...(stored as SessionSnapshot) };
}

export function createEngineState(sessionId: string, policy: GatePolicy, now: EpochMs): EngineState {
  return { session: createSnapshot(sessionId, policy, now), window: emptyWindow(), attention: FRESH_ATTENTION };
}

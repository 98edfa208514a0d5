import type { AgentStateName } from "./agent-state.ts";

/** Everything that can happen to the session's state. The ends of an offer are also those of a tour. */
export type SessionEventName =
  /** A proposal passed the gate. */
  | "offer_made"
  /** The user saw or used the help on screen. */
  | "interaction"
  /** The user took the tour. */
  | "tour_taken"
  /** The user took the chat, or opened it themselves. */
  | "chat_taken"
  | "chat_closed"
  | "dismissed"
  | "snoozed"
  | "expired"
  | "withdrawn"
  | "completed"
  /** The offer ended and nobody had seen it. */
  | "unseen"
  | "time_passed";

/** What the session does about it; `transitions.ts` carries it out. */
export type Move =
  /** To `proactive_assistance`, unless a cooldown runs. */
  | "propose"
  /** Not now: the caller is told, nothing changes. */
  | "refuse"
  /** The idle clock starts again. */
  | "touch"
  /** To `proactive_assistance` with a tour on screen. */
  | "guide"
  /** To `reactive_assistance`; any cooldown is over, because the user asked. */
  | "talk"
  /** Back to `thinking`, silent for the cooldown. */
  | "rest"
  /** Back to `thinking` as if nothing had been: what nobody saw, and a chat that was closed, cost nothing. */
  | "release"
  /** Nothing changes. */
  | "stay"
  /** A cooldown or an idle time may be over. */
  | "tick";

export type TransitionTable = Readonly<Record<AgentStateName, Readonly<Record<SessionEventName, Move>>>>;

/** State × event, total: a new state or event does not compile until every cell is decided. */
export const TRANSITIONS: TransitionTable = {
  thinking: {
    offer_made: "propose",
    interaction: "touch",
    tour_taken: "guide",
    chat_taken: "talk",
    chat_closed: "stay",
    // The offer timed out on the server before the user acted on it: what they did still counts.
    dismissed: "rest",
    snoozed: "rest",
    expired: "rest",
    withdrawn: "rest",
    completed: "rest",
    unseen: "release",
    time_passed: "tick",
  },
  proactive_assistance: {
    offer_made: "refuse",
    interaction: "touch",
    tour_taken: "guide",
    chat_taken: "talk",
    chat_closed: "stay",
    dismissed: "rest",
    snoozed: "rest",
    expired: "rest",
    withdrawn: "rest",
    completed: "rest",
    unseen: "release",
    time_passed: "tick",
  },
  reactive_assistance: {
    offer_made: "refuse",
    interaction: "touch",
    tour_taken: "guide",
    chat_taken: "talk",
    chat_closed: "release",
    // A chat that is open stays open, whatever becomes of an offer.
    dismissed: "stay",
    snoozed: "stay",
    expired: "stay",
    withdrawn: "stay",
    completed: "stay",
    unseen: "stay",
    time_passed: "tick",
  },
};

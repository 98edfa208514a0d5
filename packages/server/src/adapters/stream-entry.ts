import { type Action, type ActionOwner, actionsToWire, type EpochMs, type OutgoingActions } from "@usher/core";
import { summaryPayloadToWire } from "@usher/core/documented";
import type { NewSummary, StreamEntry } from "../ports/stream-log.ts";

/** Where in a product's stream an entry stands. */
export interface EntryPlace {
  readonly productId: string;
  readonly position: number;
  readonly sessionId: string;
  readonly at: EpochMs;
}

/** Whose actions they are and what they were about, as known when they were stored, and where they stand in the session. */
export type EntryOwner = Omit<ActionOwner, "sessionId"> & Pick<OutgoingActions, "firstIndex" | "sessionGoal">;

/** The text is made when somebody reads it: most entries are written while nobody listens. */
export function actionsEntry(place: EntryPlace, owner: EntryOwner, actions: readonly Action[]): StreamEntry {
  const { productId, sessionId, at } = place;
  return lazyEntry(place, "actions", () =>
    actionsToWire({ ...owner, productId, sessionId, actions, forwardedAtS: at / 1_000 }),
  );
}

export function summaryEntry(place: EntryPlace, body: SummaryBody): StreamEntry {
  const { productId, sessionId, at } = place;
  return lazyEntry(place, "summary", () =>
    JSON.stringify(summaryPayloadToWire({ type: "summary", productId, sessionId, ...body, forwardedAtS: at / 1_000 })),
  );
}

export type SummaryBody = Pick<NewSummary, "summary" | "replaces" | "origin">;

function lazyEntry(place: EntryPlace, type: StreamEntry["type"], encode: () => string): StreamEntry {
  let text: string | undefined;
  return {
    productId: place.productId,
    position: place.position,
    sessionId: place.sessionId,
    type,
    at: place.at,
    get data() {
      text ??= encode();
      return text;
    },
  };
}

import type { Action, LedgerNote, Offer, OfferStatus, SessionSnapshot } from "@usher/core";
import { FRESH_ATTENTION } from "@usher/core";
import { expect } from "vitest";
import { aSession as aBegunSession, NOW } from "./a-session.contract.ts";
import type {
  AttentionRecord,
  ChatMessageRecord,
  EngineStep,
  SessionRecord,
  Store,
  StoredFrame,
  VisitorRecord,
} from "./store.ts";

export { NOW };

export async function expectNothingOf(store: Store, version: number): Promise<void> {
  expect(await store.recentActions("demo", "s1", 10)).toEqual([]);
  expect(await store.findOffer("demo", `o${version}`)).toBeUndefined();
  expect((await store.framesAfter("demo", "s1", 0, 10)).frames).toEqual([]);
  expect(await store.ledger("demo", "s1", 10)).toEqual([]);
}

export function aVisitor(change: Partial<VisitorRecord> = {}): VisitorRecord {
  return {
    productId: "demo",
    visitorId: "v1",
    secretHash: "ab",
    userId: null,
    level: "anonymous",
    verifiedUntil: null,
    createdAt: NOW,
    ...change,
  };
}

/** With a snapshot that no engine made: the store hands back what it was given. */
export function aSession(change: Partial<SessionRecord> = {}): SessionRecord {
  const snapshot = { opaque: ["to the store", 1.5, null] } as unknown as SessionSnapshot;
  return aBegunSession({ snapshot, ...change });
}

export function anAttention(change: Partial<AttentionRecord> = {}): AttentionRecord {
  return { productId: "demo", subject: "visitor:v1", attention: FRESH_ATTENTION, version: 1, ...change };
}

export function aStep(change: Partial<EngineStep>): EngineStep {
  return {
    at: NOW,
    session: aSession({ version: 2 }),
    actions: [],
    offers: [],
    frames: [],
    notes: [],
    ...change,
  };
}

/** A step of session `s1` that leaves a trace in every table. */
export function aFullStep(version: number): EngineStep {
  return aStep({
    at: NOW + version,
    session: aSession({ version, lastActiveAt: NOW + version }),
    attention: anAttention(),
    actions: [anAction({ id: `e${version}` })],
    offers: [anOffer(`o${version}`, "pending")],
    frames: [aFrame(version)],
    notes: [aNote(`n${version}`)],
  });
}

export function anAction(change: Partial<Action> = {}): Action {
  return {
    id: "e1",
    type: "click",
    title: "Clicked Save",
    label: "Save",
    url: "https://app.example.com/projects/1",
    canonicalUrl: "https://app.example.com/projects/:id",
    at: NOW,
    receivedAt: NOW,
    ...change,
  };
}

export function anOffer(id: string, status: OfferStatus): Offer {
  return {
    id,
    triggerId: "stuck",
    sessionId: "s1",
    body: "Shall I show you?",
    options: [{ id: "show", kind: "tour", label: "Show me", tourId: "t1" }],
    page: ["/projects/*"],
    reason: "opened 3 times",
    status,
    createdAt: NOW,
    expiresAt: NOW + 60_000,
  };
}

export function aFrame(offset: number): StoredFrame {
  return { offset, event: "offer", data: `{"offset":${offset}}`, createdAt: NOW + offset };
}

export function aNote(triggerId: string): LedgerNote {
  return { type: "quiet", triggerId, reason: "not_met" };
}

export function aMessage(messageId: string, at: number): ChatMessageRecord {
  return { productId: "demo", sessionId: "s1", messageId, offerId: null, role: "user", text: "How?", at };
}

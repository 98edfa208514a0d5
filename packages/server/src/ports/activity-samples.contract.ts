import { type Action, FRESH_ATTENTION, type Offer } from "@usher/core";
import { aSession, NOW } from "./a-session.contract.ts";
import type { ExportedRow } from "./activity-store.ts";
import type { EngineStep, SessionRecord, Store, VisitorRecord } from "./store.ts";

export const DAY = 86_400_000;

export async function actionsOf(
  store: Store,
  userId: string,
  since: number,
  limit: number,
): Promise<readonly string[]> {
  const actions = await store.activity.userActions("demo", userId, since, limit);
  return actions.map(({ sessionId, action }) => `${sessionId} ${action.id}`);
}

export async function rowsOf(rows: AsyncIterable<ExportedRow>): Promise<ExportedRow[]> {
  const all: ExportedRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

export async function tablesOf(rows: AsyncIterable<ExportedRow>): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { table } of await rowsOf(rows)) counts[table] = (counts[table] ?? 0) + 1;
  return counts;
}

/** A user with a trace in every table: a session from before they signed in, and one with everything. */
export async function plant(store: Store, userId: string): Promise<void> {
  const own = (name: string): string => `${userId}-${name}`;
  await store.createVisitor(aVisitor(own("v"), userId));
  const visitor = { visitorId: own("v"), subject: `visitor:${own("v")}` };
  await addSession(store, { sessionId: own("s0"), ...visitor }, [anAction(own("e0"), NOW)]);
  const session = aSession({ sessionId: own("s1"), visitorId: own("v"), userId, subject: `user:${userId}` });
  await store.createSession(session);
  await store.commitStep({
    at: NOW,
    session: { ...session, version: 2, actionCount: 1 },
    attention: { productId: "demo", subject: `user:${userId}`, attention: FRESH_ATTENTION, version: 1 },
    actions: [{ ...anAction(own("e1"), NOW), label: `Save ${userId}` }],
    offers: [anOffer(own("o1"), own("s1"), userId)],
    frames: [{ offset: 1, event: "offer", data: `{"for":"${userId}"}`, createdAt: NOW }],
    notes: [{ type: "quiet", triggerId: userId, reason: "not_met" }],
    recorded: { at: NOW, input: { type: "identified", userId }, given: { audience: true } },
  });
  const message = { productId: "demo", sessionId: own("s1"), messageId: own("m1"), offerId: null } as const;
  await store.appendChat([{ ...message, role: "user", text: `I am ${userId}`, at: NOW }]);
  await store.activity.linkAnonymous("demo", own("anon"), userId);
  await store.activity.describePerson(aPerson({ personId: userId, email: `${userId}@example.com` }));
  await store.activity.describePerson(aPerson({ personId: own("anon"), email: null }));
  await store.activity.linkConversation(aLink({ conversationId: own("c1"), sessionId: own("s1") }));
  await store.activity.quarantine([aBadEvent({ eventId: own("q1"), body: JSON.stringify({ user_id: userId }) })]);
}

/** The rows of `plant` that are about the user, as an export tells them. */
export const PLANTED = {
  visitor: 1,
  attention: 1,
  person: 2,
  anonymous_link: 1,
  session: 2,
  action: 2,
  offer: 1,
  frame: 1,
  chat_message: 1,
  ledger: 1,
  step: 3,
  conversation_link: 1,
} as const;

export async function addSession(
  store: Store,
  change: Partial<SessionRecord>,
  actions: readonly Action[],
): Promise<SessionRecord> {
  const session = aSession(change);
  await store.createSession(session);
  if (actions.length === 0) return session;
  const next = { ...session, version: 2, actionCount: actions.length };
  await store.commitStep({ ...aStep(next), actions });
  return next;
}

export function aStep(session: SessionRecord): EngineStep {
  return { at: NOW, session, actions: [], offers: [], frames: [], notes: [] };
}

export function aVisitor(visitorId: string, userId: string | null): VisitorRecord {
  const level = userId === null ? "anonymous" : "claimed";
  return {
    productId: "demo",
    visitorId,
    secretHash: `secret of ${visitorId}`,
    userId,
    level,
    verifiedUntil: null,
    createdAt: NOW,
  };
}

export function anAction(id: string, at: number): Action {
  return {
    id,
    type: "click",
    title: "Clicked Save",
    label: "Save",
    url: "https://app.example.com/projects/1",
    canonicalUrl: "https://app.example.com/projects/:id",
    at,
    receivedAt: NOW,
  };
}

export function anOffer(id: string, sessionId: string, userId: string): Offer {
  return {
    id,
    triggerId: "stuck",
    sessionId,
    body: "Shall I show you?",
    options: [{ id: "show", kind: "tour", label: "Show me", tourId: "t1" }],
    page: ["/projects/*"],
    reason: `opened by ${userId}`,
    status: "accepted",
    createdAt: NOW,
    expiresAt: NOW + 60_000,
    acceptedOption: "show",
  };
}

export function aPerson(change: object = {}) {
  return { productId: "demo", personId: "ada", email: "ada@example.com", traits: { plan: "pro", seats: 3 }, ...change };
}

export function aLink(change: object = {}) {
  return { productId: "demo", conversationId: "c1", sessionId: "s1", linkedAt: NOW, ...change };
}

export function aBadEvent(change: object = {}) {
  return { productId: "demo", eventId: "q1", reason: "bad_time", body: '{"at":"never"}', at: NOW, ...change };
}

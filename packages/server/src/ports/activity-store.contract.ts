import { type Action, FRESH_ATTENTION, type Offer } from "@usher/core";
import { describe, expect, test } from "vitest";
import { aSession, NOW } from "./a-session.contract.ts";
import type { ExportedRow } from "./activity-store.ts";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { EngineStep, SessionRecord, Store, VisitorRecord } from "./store.ts";

const DAY = 86_400_000;

/** What every store promises about people. `open` gives an empty one; the suite closes it. */
export function describeActivityStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);

    describe("activity of users", () => {
      test("a user's sessions, the latest activity first, and their latest actions over all of them, oldest first", async () => {
        const store = await openStore();
        await addSession(store, { sessionId: "s1", userId: "ada" }, [anAction("e1", NOW + 1), anAction("e4", NOW + 4)]);
        await addSession(store, { sessionId: "s2", userId: "ada", lastActiveAt: NOW + 9 }, [
          anAction("e2", NOW + 2),
          anAction("e3", NOW + 3),
        ]);
        await addSession(store, { sessionId: "s3", userId: "bob" }, [anAction("e5", NOW + 5)]);
        expect(await store.activity.userSessions("demo", "ada", 10)).toEqual(["s2", "s1"]);
        expect(await store.activity.userSessions("demo", "ada", 1)).toEqual(["s2"]);
        expect(await actionsOf(store, "ada", 0, 10)).toEqual(["s1 e1", "s2 e2", "s2 e3", "s1 e4"]);
        expect(await actionsOf(store, "ada", 0, 2)).toEqual(["s2 e3", "s1 e4"]);
        expect(await actionsOf(store, "ada", NOW + 3, 10)).toEqual(["s2 e3", "s1 e4"]);
        expect(await actionsOf(store, "nobody", 0, 10)).toEqual([]);
      });

      test("a session is its user's from the step that names them", async () => {
        const store = await openStore();
        await addSession(store, { sessionId: "s1" }, [anAction("e1", NOW)]);
        expect(await store.activity.userSessions("demo", "ada", 10)).toEqual([]);
        const named = { ...(await store.findSession("demo", "s1")), userId: "ada", version: 3 } as SessionRecord;
        await store.commitStep(aStep(named));
        expect(await store.activity.userSessions("demo", "ada", 10)).toEqual(["s1"]);
        expect(await actionsOf(store, "ada", 0, 10)).toEqual(["s1 e1"]);
      });

      test("nothing of another product shows", async () => {
        const store = await openStore();
        await addSession(store, { sessionId: "s1", userId: "ada", productId: "other" }, [anAction("e1", NOW)]);
        await store.activity.linkAnonymous("other", "anon", "ada");
        await store.activity.describePerson(aPerson({ productId: "other" }));
        await store.activity.linkConversation(aLink({ productId: "other" }));
        await store.activity.quarantine([aBadEvent({ productId: "other" })]);
        expect(await store.activity.userSessions("demo", "ada", 10)).toEqual([]);
        expect(await actionsOf(store, "ada", 0, 10)).toEqual([]);
        expect(await store.activity.findAnonymous("demo", "anon")).toBeUndefined();
        expect(await store.activity.findPerson("demo", "ada")).toBeUndefined();
        expect(await store.activity.findConversation("demo", "c1")).toBeUndefined();
        expect(await store.activity.conversationOf("demo", "s1")).toBeUndefined();
        expect(await store.activity.listQuarantine("demo", 10)).toEqual([]);
        expect(await tablesOf(store.activity.exportUser("demo", "ada"))).toEqual({});
        expect(await tablesOf(store.activity.exportProduct("demo"))).toEqual({});
        await store.activity.eraseUser("demo", "ada", NOW);
        expect(await store.activity.isErased("other", "ada")).toBe(false);
        expect(await store.activity.userSessions("other", "ada", 10)).toEqual(["s1"]);
        expect(await store.activity.findPerson("other", "ada")).toEqual(aPerson({ productId: "other" }));
        expect(await store.activity.listQuarantine("other", 10)).toHaveLength(1);
      });
    });

    describe("people, conversations, quarantine", () => {
      test("an anonymous id turns out to be a user, the last word counts", async () => {
        const store = await openStore();
        await store.activity.linkAnonymous("demo", "anon", "ada");
        await store.activity.linkAnonymous("demo", "anon", "bob");
        expect(await store.activity.findAnonymous("demo", "anon")).toBe("bob");
      });

      test("a person is described, and again", async () => {
        const store = await openStore();
        await store.activity.describePerson(aPerson());
        await store.activity.describePerson(aPerson({ email: null, traits: {} }));
        expect(await store.activity.findPerson("demo", "ada")).toEqual(aPerson({ email: null, traits: {} }));
      });

      test("people are found by their address, whatever its case, as the users they turned out to be", async () => {
        const store = await openStore();
        const by = async (email: string, limit = 5) =>
          [...(await store.activity.usersByEmail("demo", email, limit))].sort();
        await store.activity.describePerson(aPerson({ personId: "ada", email: "Ada@Example.com" }));
        await store.activity.describePerson(aPerson({ personId: "anon-1", email: "ada@example.com" }));
        await store.activity.describePerson(aPerson({ productId: "other", personId: "eve", email: "ada@example.com" }));
        expect(await by("ADA@example.com")).toEqual(["ada", "anon-1"]);
        expect(await by("ADA@example.com", 1)).toHaveLength(1);
        await store.activity.linkAnonymous("demo", "anon-1", "ada");
        expect(await by("ada@example.com")).toEqual(["ada"]);
        expect(await by("ada@example_com")).toEqual([]);
        expect(await by("")).toEqual([]);
      });

      test("conversations are found by their id and by their session, the latest link first", async () => {
        const store = await openStore();
        await store.activity.linkConversation(aLink());
        await store.activity.linkConversation(aLink({ conversationId: "c2", linkedAt: NOW + 1 }));
        expect(await store.activity.findConversation("demo", "c1")).toEqual(aLink());
        expect((await store.activity.conversationOf("demo", "s1"))?.conversationId).toBe("c2");
        await store.activity.linkConversation(aLink({ conversationId: "c2", sessionId: "s2", linkedAt: NOW + 2 }));
        expect((await store.activity.conversationOf("demo", "s1"))?.conversationId).toBe("c1");
        expect((await store.activity.findConversation("demo", "c2"))?.sessionId).toBe("s2");
      });

      test("bad events are kept once, the latest first, whatever is in them", async () => {
        const store = await openStore();
        const odd = aBadEvent({ eventId: "q2", body: 'a \0 NUL and half a \ud800 pair, "quoted"', at: NOW + 1 });
        await store.activity.quarantine([aBadEvent(), odd]);
        await store.activity.quarantine([aBadEvent({ reason: "again" })]);
        expect(await store.activity.listQuarantine("demo", 10)).toEqual([odd, aBadEvent()]);
        expect(await store.activity.listQuarantine("demo", 1)).toEqual([odd]);
        expect(await store.activity.pruneQuarantine(NOW + 1)).toBe(1);
        expect(await store.activity.listQuarantine("demo", 10)).toEqual([odd]);
      });

      test("keys that no database keeps are refused", async () => {
        const store = await openStore();
        await expect(store.activity.linkAnonymous("demo", "a\0b", "ada")).rejects.toMatchObject({
          code: "store_rejected",
        });
        await expect(store.activity.eraseUser("demo", "\ud800", NOW)).rejects.toMatchObject({ code: "store_rejected" });
        expect(await store.activity.findAnonymous("demo", "a\0b")).toBeUndefined();
        expect(await store.activity.userSessions("demo", "\ud800", 10)).toEqual([]);
      });
    });

    describe("export", () => {
      test("a user's rows, without secrets and without anybody else's", async () => {
        const store = await openStore();
        await plant(store, "ada");
        await plant(store, "bob");
        expect(await tablesOf(store.activity.exportUser("demo", "ada"))).toEqual({
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
        });
        const rows = await rowsOf(store.activity.exportUser("demo", "ada"));
        const text = JSON.stringify(rows);
        expect(text).not.toContain("bob");
        expect(text).not.toContain("secret of");
        const action = rows.find(({ row }) => row.event_id === "ada-e1");
        expect(action).toMatchObject({ table: "action", row: { session_id: "ada-s1", body: { label: "Save ada" } } });
      });

      test("a product's rows, also more than a page of them", async () => {
        const store = await openStore();
        const many = Array.from({ length: 1_203 }, (_, index) => anAction(`e${index}`, NOW + (index % 7)));
        await addSession(store, { sessionId: "s1", userId: "ada" }, many);
        await store.activity.quarantine([aBadEvent()]);
        const tables = await tablesOf(store.activity.exportProduct("demo"));
        expect(tables).toMatchObject({ session: 1, action: 1_203, quarantine: 1 });
        const rows = await rowsOf(store.activity.exportProduct("demo"));
        expect(new Set(rows.map(({ row }) => row.event_id ?? row.session_id)).size).toBe(1_205);
      });
    });

    describe("erasure", () => {
      test("everything of a user goes, nothing of anybody else, and the counts are told", async () => {
        const store = await openStore();
        await plant(store, "bob");
        const before = await store.activity.countRows();
        await plant(store, "ada");
        const erasure = await store.activity.eraseUser("demo", "ada", NOW);
        expect(erasure.rows).toEqual({
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
          quarantine: 1,
          stream_entry: 2,
        });
        expect(erasure.scrubbed).toBe(true);
        expect([...erasure.sessionIds].sort()).toEqual(["ada-s0", "ada-s1"]);
        expect(erasure.subjects).toContain("user:ada");
        expect(await store.activity.countRows()).toEqual({ ...before, erased_user: 1 });
        expect(await tablesOf(store.activity.exportUser("demo", "ada"))).toEqual({});
        expect(JSON.stringify(await rowsOf(store.activity.exportProduct("demo")))).not.toContain("ada");
        expect(await store.findSession("demo", "ada-s1")).toBeUndefined();
        expect(await store.recentActions("demo", "ada-s1", 10)).toEqual([]);
        expect(await store.chatHistory("demo", "ada-s1", 10)).toEqual([]);
        expect(await store.findOffer("demo", "ada-o1")).toBeUndefined();
        const { entries, head } = await store.stream.entriesAfter("demo", 0, 100);
        expect(entries.map(({ sessionId }) => sessionId)).toEqual(["bob-s0", "bob-s1"]);
        expect(head).toBe(4);
      });

      test("nothing of an erased user comes again", async () => {
        const store = await openStore();
        await addSession(store, { sessionId: "s1" }, []);
        await store.createVisitor(aVisitor("v9", null));
        await store.activity.eraseUser("demo", "ada", NOW);
        const refused = { code: "user_erased" };
        expect(await store.activity.isErased("demo", "ada")).toBe(true);
        expect(await store.activity.isErased("demo", "bob")).toBe(false);
        const named = { ...(await store.findSession("demo", "s1")), userId: "ada", version: 2 } as SessionRecord;
        const user = { userId: "ada", level: "claimed", verifiedUntil: null } as const;
        await expect(store.createSession(aSession({ sessionId: "s2", userId: "ada" }))).rejects.toMatchObject(refused);
        await expect(store.commitStep(aStep(named))).rejects.toMatchObject(refused);
        await expect(store.setVisitorUser("demo", "v9", user)).rejects.toMatchObject(refused);
        await expect(store.activity.linkAnonymous("demo", "anon", "ada")).rejects.toMatchObject(refused);
        await expect(store.activity.describePerson(aPerson())).rejects.toMatchObject(refused);
        expect(await tablesOf(store.activity.exportUser("demo", "ada"))).toEqual({});
        expect(await store.findSession("demo", "s1")).toMatchObject({ userId: null, version: 1 });
        expect((await store.activity.eraseUser("demo", "ada", NOW + 1)).rows).toEqual({});
      });

      test("others who write at that moment are not disturbed", async () => {
        const store = await openStore();
        await plant(store, "ada");
        await addSession(store, { sessionId: "s1", userId: "bob" }, []);
        const erasing = store.activity.eraseUser("demo", "ada", NOW);
        const writing = Promise.allSettled(
          Array.from({ length: 40 }, (_, index) =>
            store.createSession(aSession({ sessionId: `n${index}`, userId: index % 4 === 0 ? "ada" : "bob" })),
          ),
        );
        await erasing;
        const settled = await writing;
        const kept = settled.flatMap(({ status }, index) => (status === "fulfilled" ? [`n${index}`] : []));
        expect(kept.filter((id) => Number(id.slice(1)) % 4 !== 0)).toHaveLength(30);
        await store.activity.eraseUser("demo", "ada", NOW);
        expect(await store.activity.userSessions("demo", "ada", 100)).toEqual([]);
        expect(await store.activity.userSessions("demo", "bob", 100)).toHaveLength(31);
      });

      test("a browser that somebody else uses by now stays theirs", async () => {
        const store = await openStore();
        await store.createVisitor(aVisitor("v1", "bob"));
        await addSession(store, { sessionId: "s1", visitorId: "v1", userId: "ada" }, []);
        await addSession(store, { sessionId: "s2", visitorId: "v1", userId: "bob" }, []);
        await store.activity.eraseUser("demo", "ada", NOW);
        expect(await store.findVisitor("demo", "v1")).toEqual(aVisitor("v1", "bob"));
        expect(await store.activity.userSessions("demo", "bob", 10)).toEqual(["s2"]);
      });
    });

    describe("pruning", () => {
      test("idle sessions go with all that hangs on them, and of their offers the outcome stays", async () => {
        const store = await openStore();
        await plant(store, "ada");
        await addSession(store, { sessionId: "fresh", userId: "bob", lastActiveAt: NOW + DAY }, [anAction("f1", NOW)]);
        const pruned: string[] = [];
        const onPruned = (productId: string, sessionId: string) => void pruned.push(`${productId} ${sessionId}`);
        expect(await store.activity.pruneSessions(NOW + 1_000, { onPruned })).toBe(2);
        expect(pruned.sort()).toEqual(["demo ada-s0", "demo ada-s1"]);
        expect(await tablesOf(store.activity.exportProduct("demo"))).toMatchObject({
          session: 1,
          action: 1,
          offer_outcome: 1,
          visitor: 1,
          attention: 1,
        });
        const [outcome] = (await rowsOf(store.activity.exportProduct("demo"))).filter(
          ({ table }) => table === "offer_outcome",
        );
        expect(outcome?.row).toMatchObject({ trigger_id: "stuck", status: "accepted", created_at: NOW });
        expect(JSON.stringify(outcome)).not.toMatch(/ada-s|opened by/);
        expect(await store.activity.userSessions("demo", "ada", 10)).toEqual([]);
        expect(await store.activity.conversationOf("demo", "ada-s1")).toBeUndefined();
        expect(await store.activity.pruneSessions(NOW + 1_000)).toBe(0);
        expect(await store.activity.pruneOutcomes(NOW)).toBe(0);
        expect(await store.activity.pruneOutcomes(NOW + 1)).toBe(1);
      });

      test("a session that somebody listens to, or that waits for something, stays", async () => {
        const store = await openStore();
        await addSession(store, { sessionId: "listening" }, []);
        await addSession(store, { sessionId: "waiting", wakeAt: NOW + 2 * DAY }, []);
        await addSession(store, { sessionId: "forgotten", wakeAt: NOW + 1 }, []);
        const isOpen = (_productId: string, sessionId: string) => sessionId === "listening";
        expect(await store.activity.pruneSessions(NOW + DAY, { isOpen })).toBe(1);
        expect(await store.findSession("demo", "listening")).toBeDefined();
        expect(await store.findSession("demo", "waiting")).toBeDefined();
        expect(await store.findSession("demo", "forgotten")).toBeUndefined();
      });

      test("thousands of sessions and actions", async () => {
        const store = await openStore();
        const many = Array.from({ length: 2_345 }, (_, index) => anAction(`m${index}`, NOW + index));
        await addSession(store, { sessionId: "long" }, many);
        const sessions = Array.from({ length: 1_250 }, (_, index) => aSession({ sessionId: `s${index}` }));
        await Promise.all(sessions.map((session) => store.createSession(session)));
        await addSession(store, { sessionId: "fresh", lastActiveAt: NOW + 2 * DAY }, [anAction("f", NOW)]);
        expect(await store.activity.pruneSessions(NOW + DAY)).toBe(1_251);
        expect(await store.activity.countRows()).toMatchObject({ session: 1, action: 1, step: 1 });
      });

      test("an event of a session that is gone counts as new", async () => {
        const store = await openStore();
        await addSession(store, { sessionId: "s1" }, [anAction("e1", NOW)]);
        await store.activity.pruneSessions(NOW + DAY);
        await addSession(store, { sessionId: "s2" }, [anAction("e1", NOW)]);
        expect(await store.recentActions("demo", "s2", 10)).toHaveLength(1);
      });

      test("conversations may go before their sessions", async () => {
        const store = await openStore();
        await plant(store, "ada");
        expect(await store.activity.pruneChat(NOW)).toBe(0);
        expect(await store.activity.pruneChat(NOW + 1_000)).toBe(1);
        expect(await store.chatHistory("demo", "ada-s1", 10)).toEqual([]);
        expect(await store.findSession("demo", "ada-s1")).toBeDefined();
      });

      test("visitors and users are forgotten when they were not seen for long after their last session", async () => {
        const store = await openStore();
        await plant(store, "ada");
        await store.activity.pruneSessions(NOW + 1_000);
        expect(await store.activity.pruneVisitors(NOW)).toBe(0);
        expect(await store.findVisitor("demo", "ada-v")).toBeDefined();
        expect(await store.activity.pruneVisitors(NOW + 1_000)).toBe(2);
        expect(await store.findVisitor("demo", "ada-v")).toBeUndefined();
        expect(await store.findAttention("demo", "user:ada")).toBeUndefined();
        expect(await store.activity.findPerson("demo", "ada")).toBeUndefined();
        expect(await store.activity.findAnonymous("demo", "ada-anon")).toBeUndefined();
      });

      test("a visitor who came back is not forgotten", async () => {
        const store = await openStore();
        await store.createVisitor(aVisitor("v1", null));
        await addSession(store, { sessionId: "s1", visitorId: "v1" }, []);
        await store.activity.pruneSessions(NOW + 1_000);
        await addSession(store, { sessionId: "s2", visitorId: "v1", lastActiveAt: NOW + DAY }, []);
        expect(await store.activity.pruneVisitors(NOW + 1_000)).toBe(0);
        expect(await store.findVisitor("demo", "v1")).toBeDefined();
      });
    });
  });
}

async function actionsOf(store: Store, userId: string, since: number, limit: number): Promise<readonly string[]> {
  const actions = await store.activity.userActions("demo", userId, since, limit);
  return actions.map(({ sessionId, action }) => `${sessionId} ${action.id}`);
}

async function rowsOf(rows: AsyncIterable<ExportedRow>): Promise<ExportedRow[]> {
  const all: ExportedRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function tablesOf(rows: AsyncIterable<ExportedRow>): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { table } of await rowsOf(rows)) counts[table] = (counts[table] ?? 0) + 1;
  return counts;
}

/** A user with a trace in every table: a session from before they signed in, and one with everything. */
async function plant(store: Store, userId: string): Promise<void> {
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

async function addSession(
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

function aStep(session: SessionRecord): EngineStep {
  return { at: NOW, session, actions: [], offers: [], frames: [], notes: [] };
}

function aVisitor(visitorId: string, userId: string | null): VisitorRecord {
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

function anAction(id: string, at: number): Action {
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

function anOffer(id: string, sessionId: string, userId: string): Offer {
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

function aPerson(change: object = {}) {
  return { productId: "demo", personId: "ada", email: "ada@example.com", traits: { plan: "pro", seats: 3 }, ...change };
}

function aLink(change: object = {}) {
  return { productId: "demo", conversationId: "c1", sessionId: "s1", linkedAt: NOW, ...change };
}

function aBadEvent(change: object = {}) {
  return { productId: "demo", eventId: "q1", reason: "bad_time", body: '{"at":"never"}', at: NOW, ...change };
}

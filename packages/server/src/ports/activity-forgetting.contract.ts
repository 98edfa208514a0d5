import { describe, expect, test } from "vitest";
import { aSession, NOW } from "./a-session.contract.ts";
import {
  addSession,
  anAction,
  aPerson,
  aStep,
  aVisitor,
  DAY,
  PLANTED,
  plant,
  rowsOf,
  tablesOf,
} from "./activity-samples.contract.ts";
import type { SessionRecord, Store } from "./store.ts";

/** What every store promises of erasure and of pruning. */
export function describeForgetting(openStore: () => Promise<Store>): void {
  describe("erasure", () => {
    test("everything of a user goes, nothing of anybody else, and the counts are told", async () => {
      const store = await openStore();
      await plant(store, "bob");
      const before = await store.activity.countRows();
      await plant(store, "ada");
      const erasure = await store.activity.eraseUser("demo", "ada", NOW);
      expect(erasure.rows).toEqual({ ...PLANTED, quarantine: 1, stream_entry: 2 });
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
}

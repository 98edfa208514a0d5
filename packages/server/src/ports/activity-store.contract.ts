import { describe, expect, test } from "vitest";
import { NOW } from "./a-session.contract.ts";
import { describeForgetting } from "./activity-forgetting.contract.ts";
import {
  aBadEvent,
  actionsOf,
  addSession,
  aLink,
  anAction,
  aPerson,
  aStep,
  PLANTED,
  plant,
  rowsOf,
  tablesOf,
} from "./activity-samples.contract.ts";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { SessionRecord, Store } from "./store.ts";

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
        expect(await tablesOf(store.activity.exportUser("demo", "ada"))).toEqual(PLANTED);
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

    describeForgetting(openStore);
  });
}

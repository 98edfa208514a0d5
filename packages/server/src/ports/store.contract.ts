import { describe, expect, test } from "vitest";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { Store } from "./store.ts";
import { describeRecordings } from "./store-recordings.contract.ts";
import {
  aFrame,
  aMessage,
  aNote,
  anAction,
  anOffer,
  aSession,
  aStep,
  aVisitor,
  NOW,
} from "./store-samples.contract.ts";
import { describeSessions } from "./store-sessions.contract.ts";

/** What every store promises. `open` gives an empty one; the suite closes it. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);

    describeSessions(openStore);
    describeRecordings(openStore);

    describe("visitors", () => {
      test("a visitor is found again in its own product only", async () => {
        const store = await openStore();
        await store.createVisitor(aVisitor());
        expect(await store.findVisitor("demo", "v1")).toEqual(aVisitor());
        expect(await store.findVisitor("other", "v1")).toBeUndefined();
        expect(await store.findVisitor("demo", "v2")).toBeUndefined();
      });

      test("an id is given once", async () => {
        const store = await openStore();
        await store.createVisitor(aVisitor());
        await expect(store.createVisitor(aVisitor({ secretHash: "ff" }))).rejects.toMatchObject({
          code: "store_rejected",
        });
        expect(await store.findVisitor("demo", "v1")).toEqual(aVisitor());
      });

      test("its user is set and cleared", async () => {
        const store = await openStore();
        await store.createVisitor(aVisitor());
        await store.setVisitorUser("demo", "v1", { userId: "ada", level: "verified", verifiedUntil: 5_000 });
        expect(await store.findVisitor("demo", "v1")).toEqual(
          aVisitor({ userId: "ada", level: "verified", verifiedUntil: 5_000 }),
        );
        await store.setVisitorUser("demo", "v1", null);
        expect(await store.findVisitor("demo", "v1")).toEqual(aVisitor());
        await store.setVisitorUser("demo", "nobody", null);
        expect(await store.findVisitor("demo", "nobody")).toBeUndefined();
      });
    });

    describe("actions", () => {
      test("come in order of event time, ties by id, whatever order they arrived in", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        const actions = [
          anAction({ id: "d", at: NOW + 5 }),
          anAction({ id: "b", at: NOW + 1 }),
          anAction({ id: "c", at: NOW + 5 }),
          anAction({ id: "a", at: NOW + 9 }),
        ];
        await store.commitStep(aStep({ session: aSession({ version: 2 }), actions: actions.slice(0, 2) }));
        await store.commitStep(aStep({ session: aSession({ version: 3 }), actions: actions.slice(2) }));
        expect((await store.recentActions("demo", "s1", 10)).map((action) => action.id)).toEqual(["b", "c", "d", "a"]);
        expect((await store.recentActions("demo", "s1", 2)).map((action) => action.id)).toEqual(["d", "a"]);
        expect(await store.recentActions("other", "s1", 10)).toEqual([]);
      });

      test("an event that was stored before is stored once, and the step still stands", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        await store.commitStep(aStep({ session: aSession({ version: 2 }), actions: [anAction({ title: "first" })] }));
        const again = [anAction({ title: "second" }), anAction({ id: "e2", at: NOW + 1 }), anAction({ id: "e2" })];
        expect(await store.commitStep(aStep({ session: aSession({ version: 3 }), actions: again }))).toMatchObject({
          outcome: "saved",
        });
        const titles = (await store.recentActions("demo", "s1", 10)).map((action) => [action.id, action.title]);
        expect(titles).toEqual([
          ["e1", "first"],
          ["e2", "Clicked Save"],
        ]);
      });

      test("the same event id in another product is another event", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        await store.createSession(aSession({ productId: "other" }));
        await store.commitStep(aStep({ session: aSession({ version: 2 }), actions: [anAction()] }));
        await store.commitStep(aStep({ session: aSession({ productId: "other", version: 2 }), actions: [anAction()] }));
        expect(await store.recentActions("other", "s1", 10)).toHaveLength(1);
      });

      test("more rows than one statement takes", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        const actions = Array.from({ length: 333 }, (_, index) =>
          anAction({ id: `e${String(index).padStart(3, "0")}`, at: NOW + index }),
        );
        await store.commitStep(aStep({ session: aSession({ version: 2 }), actions }));
        expect(await store.recentActions("demo", "s1", 1_000)).toEqual(actions);
      });
    });

    describe("offers", () => {
      test("are replaced by id", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        await store.commitStep(aStep({ session: aSession({ version: 2 }), offers: [anOffer("o1", "pending")] }));
        await store.commitStep(aStep({ session: aSession({ version: 3 }), offers: [anOffer("o1", "shown")] }));
        expect(await store.findOffer("demo", "o1")).toEqual(anOffer("o1", "shown"));
        expect(await store.findOffer("other", "o1")).toBeUndefined();
      });

      test("S1: a second open offer in a session is refused", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        await store.commitStep(aStep({ session: aSession({ version: 2 }), offers: [anOffer("o1", "shown")] }));
        const second = aStep({ session: aSession({ version: 3 }), offers: [anOffer("o2", "pending")] });
        await expect(store.commitStep(second)).rejects.toMatchObject({ code: "store_rejected" });
        expect((await store.findSession("demo", "s1"))?.version).toBe(2);
        const offers = [anOffer("o2", "pending"), anOffer("o1", "expired")];
        expect(await store.commitStep(aStep({ session: aSession({ version: 3 }), offers }))).toMatchObject({
          outcome: "saved",
        });
      });
    });

    describe("frames", () => {
      test("come after an offset, in order, at most so many", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        const frames = [1, 2, 3, 4].map(aFrame);
        await store.commitStep(aStep({ session: aSession({ version: 2 }), frames }));
        expect(await store.framesAfter("demo", "s1", 1, 2)).toEqual({ frames: frames.slice(1, 3), oldest: 1 });
        expect(await store.framesAfter("demo", "s1", 4, 10)).toEqual({ frames: [], oldest: 1 });
        expect(await store.framesAfter("demo", "s2", 0, 10)).toEqual({ frames: [], oldest: null });
        expect(await store.framesAfter("other", "s1", 0, 10)).toEqual({ frames: [], oldest: null });
      });

      test("are pruned by age", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        const frames = Array.from({ length: 2_500 }, (_, index) => aFrame(index + 1));
        await store.commitStep(aStep({ session: aSession({ version: 2 }), frames }));
        expect(await store.pruneFrames(NOW + 2_400)).toBe(2_399);
        expect((await store.framesAfter("demo", "s1", 0, 1)).oldest).toBe(2_400);
        expect(await store.pruneFrames(NOW + 2_400)).toBe(0);
        expect(await store.pruneFrames(NOW + 9_999)).toBe(101);
        expect(await store.framesAfter("demo", "s1", 0, 1)).toEqual({ frames: [], oldest: null });
      });
    });

    describe("chat and ledger", () => {
      test("messages come oldest first; at the same moment, as they arrived", async () => {
        const store = await openStore();
        const messages = [aMessage("z", NOW), aMessage("a", NOW), aMessage("m", NOW - 5)];
        await store.appendChat(messages.slice(0, 2));
        await store.appendChat(messages.slice(2));
        await store.appendChat([]);
        expect(await store.chatHistory("demo", "s1", 10)).toEqual([messages[2], messages[0], messages[1]]);
        expect(await store.chatHistory("demo", "s1", 1)).toEqual([messages[1]]);
        expect(await store.chatHistory("other", "s1", 10)).toEqual([]);
      });

      test("a message sent again changes nothing", async () => {
        const store = await openStore();
        await store.appendChat([aMessage("m1", NOW)]);
        await store.appendChat([{ ...aMessage("m1", NOW + 5), text: "other" }, aMessage("m2", NOW + 6)]);
        expect(await store.chatHistory("demo", "s1", 10)).toEqual([aMessage("m1", NOW), aMessage("m2", NOW + 6)]);
      });

      test("the ledger gives the newest rows, oldest first", async () => {
        const store = await openStore();
        await store.createSession(aSession());
        const note = (name: string) => aNote(name);
        await store.commitStep(
          aStep({ at: NOW + 5, session: aSession({ version: 2 }), notes: [note("b"), note("c")] }),
        );
        await store.commitStep(aStep({ at: NOW + 5, session: aSession({ version: 3 }), notes: [note("d")] }));
        await store.commitStep(aStep({ at: NOW + 4, session: aSession({ version: 4 }), notes: [note("a")] }));
        const rows = await store.ledger("demo", "s1", 10);
        expect(rows.map((row) => row.note)).toEqual(["a", "b", "c", "d"].map(note));
        expect(rows.map((row) => row.at - NOW)).toEqual([4, 5, 5, 5]);
        expect((await store.ledger("demo", "s1", 2)).map((row) => row.note)).toEqual(["c", "d"].map(note));
      });
    });

    describe("life", () => {
      test("a store that can write answers a ping", async () => {
        const store = await openStore();
        await expect(store.ping()).resolves.toBeUndefined();
      });

      test("closing settles what was accepted, refuses what comes later, and may be repeated", async () => {
        const store = await openStore();
        const accepted = store.createSession(aSession());
        const closing = store.close();
        await expect(accepted).resolves.toBeUndefined();
        await closing;
        await store.close();
        await expect(store.createSession(aSession({ sessionId: "s2" }))).rejects.toMatchObject({
          code: "store_unavailable",
        });
        await expect(store.ping()).rejects.toMatchObject({ code: "store_unavailable" });
      });
    });
  });
}

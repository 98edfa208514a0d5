import type { RecordedStep } from "@usher/core";
import { FRESH_ATTENTION } from "@usher/core";
import { describe, expect, test } from "vitest";
import type { SessionListing, Store } from "./store.ts";

import { aMessage, aNote, anAction, anOffer, aSession, aStep, aVisitor, NOW } from "./store-samples.contract.ts";

/** What every store promises of recorded steps, and of texts that a store may not take. */
export function describeRecordings(openStore: () => Promise<Store>): void {
  describe("recordings", () => {
    const presence = (at: number): RecordedStep => ({
      at,
      input: { type: "presence", audience: true },
      given: { audience: true, attention: FRESH_ATTENTION },
    });

    test("give back what the engine was given, actions included, in order of the steps", async () => {
      const store = await openStore();
      const session = aSession();
      await store.createSession(session);
      const actions = [anAction({ id: "b" }), anAction({ id: "a", at: NOW + 1 })];
      const recorded: RecordedStep[] = [
        presence(NOW + 9),
        { at: NOW + 5, input: { type: "actions", actions }, given: { audience: false } },
      ];
      await store.commitStep(aStep({ session: aSession({ version: 2 }), recorded: recorded[0] as RecordedStep }));
      await store.commitStep(
        aStep({
          session: aSession({ version: 3, subject: "user:u" }),
          actions,
          recorded: recorded[1] as RecordedStep,
        }),
      );
      expect(await store.recordedSession("demo", "s1")).toEqual({
        sessionId: "s1",
        subject: "user:u",
        userId: session.userId,
        createdAt: session.createdAt,
        start: session.snapshot,
        steps: recorded,
      });
      expect(await store.recordedSession("other", "s1")).toBeUndefined();
      expect(await store.recordedSession("demo", "s2")).toBeUndefined();
    });

    test("a stale step is not recorded", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      await store.commitStep(aStep({ session: aSession({ version: 7 }), recorded: presence(NOW) }));
      expect((await store.recordedSession("demo", "s1"))?.steps).toEqual([]);
    });

    test("are forgotten for whole sessions, by their last activity", async () => {
      const store = await openStore();
      for (const sessionId of ["s1", "s2"]) {
        await store.createSession(aSession({ sessionId }));
        const session = aSession({ sessionId, version: 2, lastActiveAt: sessionId === "s1" ? NOW + 1 : NOW + 5 });
        await store.commitStep(aStep({ session, recorded: presence(NOW) }));
      }
      expect(await store.pruneRecordings(NOW + 5)).toBe(2);
      expect(await store.recordedSession("demo", "s1")).toBeUndefined();
      expect((await store.recordedSession("demo", "s2"))?.steps).toHaveLength(1);
      expect(await store.findSession("demo", "s1")).toBeDefined();
    });

    test("the ledger is forgotten for whole sessions, by their last activity", async () => {
      const store = await openStore();
      const sessionIds = Array.from({ length: 23 }, (_, index) => `s${index}`);
      for (const [index, sessionId] of sessionIds.entries()) {
        await store.createSession(aSession({ sessionId }));
        const session = aSession({ sessionId, version: 2, lastActiveAt: index === 0 ? NOW + 5 : NOW + 4 });
        await store.commitStep(aStep({ session, notes: [aNote("a"), aNote("b")] }));
      }
      expect(await store.pruneLedger(NOW + 5)).toBe(44);
      expect(await store.pruneLedger(NOW + 5)).toBe(0);
      expect(await store.ledger("demo", "s0", 10)).toHaveLength(2);
      expect(await store.ledger("demo", "s1", 10)).toEqual([]);
      expect(await store.findSession("demo", "s1")).toBeDefined();
    });

    test("sessions are listed a page at a time, those of one person together", async () => {
      const store = await openStore();
      const sessions = [
        aSession({ sessionId: "s1", subject: "user:b", userId: "b", createdAt: NOW + 2, lastActiveAt: NOW + 9 }),
        aSession({ sessionId: "s2", subject: "user:a", userId: "a", createdAt: NOW + 3, lastActiveAt: NOW + 3 }),
        aSession({ sessionId: "s3", subject: "user:b", userId: "b", createdAt: NOW, lastActiveAt: NOW + 4 }),
        aSession({ sessionId: "s4", subject: "user:b", userId: "b", createdAt: NOW + 2, lastActiveAt: NOW + 4 }),
      ];
      for (const session of sessions) await store.createSession(session);
      const first = await store.listSessions("demo", { limit: 3 });
      expect(first.map(({ sessionId }) => sessionId)).toEqual(["s2", "s3", "s1"]);
      const after = first.at(-1) as SessionListing;
      const rest = await store.listSessions("demo", { limit: 3, after });
      expect(rest).toEqual([
        { sessionId: "s4", subject: "user:b", userId: "b", createdAt: NOW + 2, lastActiveAt: NOW + 4 },
      ]);
      const recent = await store.listSessions("demo", { since: NOW + 4, userId: "b", limit: 9 });
      expect(recent.map(({ sessionId }) => sessionId)).toEqual(["s3", "s1", "s4"]);
      expect(await store.listSessions("other", { limit: 9 })).toEqual([]);
    });
  });

  describe("text", () => {
    const ODD = "a\0b \ud800 \u2028 😀 \u202e ' \" \\ %";

    test("any text inside a record survives", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      const step = aStep({
        session: aSession({ version: 2 }),
        actions: [anAction({ title: ODD, label: "\0" })],
        offers: [{ ...anOffer("o1", "pending"), body: ODD }],
      });
      await store.commitStep(step);
      await store.appendChat([{ ...aMessage("m1", NOW), text: ODD }]);
      expect(await store.recentActions("demo", "s1", 1)).toEqual(step.actions);
      expect(await store.findOffer("demo", "o1")).toEqual(step.offers[0]);
      expect((await store.chatHistory("demo", "s1", 1))[0]?.text).toBe(ODD);
    });

    test("any well-formed text serves as a key", async () => {
      const store = await openStore();
      const key = "ключ 😀 \n ' \" \\ % ?";
      await store.createSession(aSession({ productId: key, sessionId: key }));
      expect((await store.findSession(key, key))?.sessionId).toBe(key);
    });

    test.each(["s1\0x", "s1\ud800", "\udc00"])("a key that no database gives back is refused: %j", async (key) => {
      const store = await openStore();
      await store.createSession(aSession({ sessionId: "s1" }));
      await store.createSession(aSession({ sessionId: "s1\ufffd" }));
      const refused = { code: "store_rejected" };
      await expect(store.createSession(aSession({ sessionId: key }))).rejects.toMatchObject(refused);
      await expect(store.createVisitor(aVisitor({ visitorId: key }))).rejects.toMatchObject(refused);
      await expect(
        store.setVisitorUser("demo", "v1", { userId: key, level: "claimed", verifiedUntil: null }),
      ).rejects.toMatchObject(refused);
      await expect(store.appendChat([aMessage(key, NOW)])).rejects.toMatchObject(refused);
      const step = aStep({ session: aSession({ version: 2 }), actions: [anAction({ id: key })] });
      await expect(store.commitStep(step)).rejects.toMatchObject(refused);
      expect(await store.findSession("demo", key)).toBeUndefined();
      expect((await store.findSession("demo", "s1"))?.version).toBe(1);
    });
  });
}

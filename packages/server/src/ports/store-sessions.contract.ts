import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SessionRecord, Store } from "./store.ts";

import {
  aFrame,
  aFullStep,
  aNote,
  anAction,
  anAttention,
  aSession,
  aStep,
  expectNothingOf,
  NOW,
} from "./store-samples.contract.ts";

/** What every store promises of sessions, and of the steps that change them. */
export function describeSessions(openStore: () => Promise<Store>): void {
  describe("sessions and steps", () => {
    test("a session comes back as it was created", async () => {
      const store = await openStore();
      const session = aSession({
        userId: "ada",
        level: "claimed",
        subject: "user:ada",
        wakeAt: NOW + 5,
        generation: 3,
      });
      await store.createSession(session);
      expect(await store.findSession("demo", "s1")).toEqual(session);
      expect(await store.findSession("other", "s1")).toBeUndefined();
    });

    test("a session is created once", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      await expect(store.createSession(aSession({ visitorId: "v9" }))).rejects.toMatchObject({
        code: "store_rejected",
      });
      expect(await store.findSession("demo", "s1")).toEqual(aSession());
    });

    test("the latest session is the one with the latest activity", async () => {
      const store = await openStore();
      await store.createSession(aSession({ sessionId: "s1", lastActiveAt: NOW }));
      await store.createSession(aSession({ sessionId: "s2", lastActiveAt: NOW + 10, createdAt: NOW + 10 }));
      await store.createSession(aSession({ sessionId: "s3", lastActiveAt: NOW + 90, visitorId: "v2" }));
      expect((await store.latestSession("demo", "v1"))?.sessionId).toBe("s2");
      await store.commitStep(aStep({ session: aSession({ version: 2, lastActiveAt: NOW + 20 }) }));
      expect((await store.latestSession("demo", "v1"))?.sessionId).toBe("s1");
      expect(await store.latestSession("other", "v1")).toBeUndefined();
    });

    test("a step writes the session, the attention, actions, offers, frames and notes together", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      const step = aFullStep(2);
      expect(await store.commitStep(step)).toMatchObject({ outcome: "saved" });
      expect(await store.findSession("demo", "s1")).toEqual(step.session);
      expect(await store.findAttention("demo", "visitor:v1")).toEqual(step.attention);
      expect(await store.recentActions("demo", "s1", 10)).toEqual(step.actions);
      expect(await store.findOffer("demo", "o2")).toEqual(step.offers[0]);
      expect(await store.framesAfter("demo", "s1", 0, 10)).toEqual({ frames: step.frames, oldest: 2 });
      expect(await store.ledger("demo", "s1", 10)).toEqual([{ at: step.at, note: step.notes[0] }]);
    });

    test("a step on an older version is stale and leaves nothing behind", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      await store.commitStep(aStep({ session: aSession({ version: 2, lastActiveAt: NOW + 7 }) }));
      expect(await store.commitStep(aFullStep(2))).toMatchObject({ outcome: "stale" });
      expect((await store.findSession("demo", "s1"))?.lastActiveAt).toBe(NOW + 7);
      await expectNothingOf(store, 2);
    });

    test("a step for an unknown session is stale", async () => {
      const store = await openStore();
      expect(await store.commitStep(aFullStep(2))).toMatchObject({ outcome: "stale" });
      expect(await store.findSession("demo", "s1")).toBeUndefined();
      await expectNothingOf(store, 2);
    });

    test("a step is stale when the attention moved on, even though the session did not", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      await store.createSession(aSession({ sessionId: "s2" }));
      const other = aStep({ session: aSession({ sessionId: "s2", version: 2 }), attention: anAttention() });
      expect(await store.commitStep(other)).toMatchObject({ outcome: "saved" });
      expect(await store.commitStep(aFullStep(2))).toMatchObject({ outcome: "stale" });
      expect(await store.findSession("demo", "s1")).toEqual(aSession());
      await expectNothingOf(store, 2);
      expect(await store.commitStep({ ...aFullStep(2), attention: anAttention({ version: 2 }) })).toMatchObject({
        outcome: "saved",
      });
      expect((await store.findAttention("demo", "visitor:v1"))?.version).toBe(2);
    });

    test("steps sent together: each may build on the one before, and stale ones harm nobody", async () => {
      const store = await openStore();
      await store.createSession(aSession());
      await store.createSession(aSession({ sessionId: "s2" }));
      const outcomes = await Promise.all([
        store.commitStep(aFullStep(2)),
        store.commitStep(aFullStep(2)),
        store.commitStep(aStep({ session: aSession({ version: 3, lastActiveAt: NOW + 3 }) })),
        store.commitStep(aStep({ session: aSession({ sessionId: "s2", version: 2 }) })),
        store.commitStep(aStep({ session: aSession({ sessionId: "s2", version: 5 }) })),
      ]);
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(["saved", "stale", "saved", "saved", "stale"]);
      expect(await store.findSession("demo", "s1")).toMatchObject({ version: 3, lastActiveAt: NOW + 3 });
      expect(await store.findSession("demo", "s2")).toMatchObject({ version: 2 });
      expect(await store.ledger("demo", "s1", 10)).toHaveLength(1);
    });

    test("a session and its first step may be sent together", async () => {
      const store = await openStore();
      const sent = [store.createSession(aSession()), store.commitStep(aFullStep(2))];
      expect(await Promise.all(sent)).toMatchObject([undefined, { outcome: "saved" }]);
      expect((await store.findSession("demo", "s1"))?.version).toBe(2);
    });

    test("a write that is refused is refused alone", async () => {
      const store = await openStore();
      const ids = Array.from({ length: 9 }, (_, index) => `s${index}`);
      await Promise.all(ids.map((sessionId) => store.createSession(aSession({ sessionId }))));
      await store.commitStep(aStep({ session: aSession({ sessionId: "s4", version: 2 }), frames: [aFrame(1)] }));
      const settled = await Promise.allSettled(
        ids.map((sessionId) => {
          const version = sessionId === "s4" ? 3 : 2;
          return store.commitStep(aStep({ session: aSession({ sessionId, version }), frames: [aFrame(1)] }));
        }),
      );
      expect(settled.map((result) => result.status === "fulfilled" && result.value.outcome)).toEqual(
        ids.map((id) => (id === "s4" ? false : "saved")),
      );
      expect(settled[4]).toMatchObject({ reason: { code: "store_rejected" } });
      expect((await store.findSession("demo", "s4"))?.version).toBe(2);
      expect((await store.findSession("demo", "s8"))?.version).toBe(2);
    });

    test("of many writers of one version exactly one is saved", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 30 }), async (sessionOfWriter) => {
          const store = await openStore();
          const versions = [1, 1, 1];
          await Promise.all(versions.map((_, index) => store.createSession(aSession({ sessionId: `s${index}` }))));

          async function write(index: number, writer: number): Promise<void> {
            for (;;) {
              const sessionId = `s${index}`;
              const held = (await store.findSession("demo", sessionId)) as SessionRecord;
              const spent = await store.findAttention("demo", "visitor:v1");
              const version = held.version + 1;
              const { outcome } = await store.commitStep(
                aStep({
                  session: { ...held, version },
                  attention: anAttention({ version: (spent?.version ?? 0) + 1 }),
                  actions: [anAction({ id: `e${writer}`, at: NOW + writer })],
                  notes: [aNote(`n${writer}`)],
                }),
              );
              if (outcome === "saved") return;
            }
          }

          await Promise.all(sessionOfWriter.map(write));
          expect((await store.findAttention("demo", "visitor:v1"))?.version).toBe(sessionOfWriter.length);
          for (const index of versions.keys()) {
            const writers = sessionOfWriter.flatMap((session, writer) => (session === index ? [writer] : []));
            expect((await store.findSession("demo", `s${index}`))?.version).toBe(1 + writers.length);
            const actions = await store.recentActions("demo", `s${index}`, 100);
            expect(actions.map((action) => action.id)).toEqual(writers.map((writer) => `e${writer}`));
            expect(await store.ledger("demo", `s${index}`, 100)).toHaveLength(writers.length);
          }
          await store.close();
        }),
        { numRuns: 15 },
      );
    });

    test("wake-ups are listed soonest first and go away with the wish to be woken", async () => {
      const store = await openStore();
      await store.createSession(aSession({ sessionId: "late", wakeAt: NOW + 90 }));
      await store.createSession(aSession({ sessionId: "soon", wakeAt: NOW + 10, productId: "other" }));
      await store.createSession(aSession({ sessionId: "never" }));
      expect(await store.wakeUps()).toEqual([
        { productId: "other", sessionId: "soon", wakeAt: NOW + 10 },
        { productId: "demo", sessionId: "late", wakeAt: NOW + 90 },
      ]);
      await store.commitStep(aStep({ session: aSession({ sessionId: "late", version: 2 }) }));
      expect(await store.wakeUps()).toHaveLength(1);
    });
  });
}

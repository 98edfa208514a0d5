import type { Action, LedgerNote, Offer, OfferStatus, RecordedStep, SessionSnapshot } from "@usher/core";
import { FRESH_ATTENTION } from "@usher/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type {
  AttentionRecord,
  ChatMessageRecord,
  EngineStep,
  SessionListing,
  SessionRecord,
  Store,
  StoredFrame,
  VisitorRecord,
} from "./store.ts";

const NOW = 1_750_000_000_000;

/** What every store promises. `open` gives an empty one; the suite closes it. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);

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

async function expectNothingOf(store: Store, version: number): Promise<void> {
  expect(await store.recentActions("demo", "s1", 10)).toEqual([]);
  expect(await store.findOffer("demo", `o${version}`)).toBeUndefined();
  expect((await store.framesAfter("demo", "s1", 0, 10)).frames).toEqual([]);
  expect(await store.ledger("demo", "s1", 10)).toEqual([]);
}

function aVisitor(change: Partial<VisitorRecord> = {}): VisitorRecord {
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

function aSession(change: Partial<SessionRecord> = {}): SessionRecord {
  return {
    productId: "demo",
    sessionId: "s1",
    visitorId: "v1",
    userId: null,
    level: "anonymous",
    subject: "visitor:v1",
    generation: 1,
    snapshot: { opaque: ["to the store", 1.5, null] } as unknown as SessionSnapshot,
    version: 1,
    wakeAt: null,
    lastActiveAt: NOW,
    createdAt: NOW,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
    ...change,
  };
}

function anAttention(change: Partial<AttentionRecord> = {}): AttentionRecord {
  return { productId: "demo", subject: "visitor:v1", attention: FRESH_ATTENTION, version: 1, ...change };
}

function aStep(change: Partial<EngineStep>): EngineStep {
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
function aFullStep(version: number): EngineStep {
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

function anAction(change: Partial<Action> = {}): Action {
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

function anOffer(id: string, status: OfferStatus): Offer {
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

function aFrame(offset: number): StoredFrame {
  return { offset, event: "offer", data: `{"offset":${offset}}`, createdAt: NOW + offset };
}

function aNote(triggerId: string): LedgerNote {
  return { type: "quiet", triggerId, reason: "not_met" };
}

function aMessage(messageId: string, at: number): ChatMessageRecord {
  return { productId: "demo", sessionId: "s1", messageId, offerId: null, role: "user", text: "How?", at };
}

import { EMPTY_MEMORY } from "@usher/core";
import { describe, expect, test } from "vitest";
import { aSession, NOW } from "./a-session.contract.ts";
import { closeAfterEach } from "./close-after-each.contract.ts";
import { act, aMemory, anAnalysis, memoryOf, ofOrganization, refusal } from "./memory-samples.contract.ts";
import type { SessionRecord, Store } from "./store.ts";

/** What every store promises about what is remembered. `open` gives an empty one; the suite closes it. */
export function describeMemoryStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const openEmpty = closeAfterEach(open);

    async function openStore(...sessions: readonly Partial<SessionRecord>[]): Promise<Store> {
      const store = await openEmpty();
      for (const session of sessions) await store.createSession(aSession(session));
      return store;
    }

    describe("memories", () => {
      test("a memory comes back as it was saved, and only to its product and subject", async () => {
        const { memories } = await openStore();
        expect(await memories.findMemory("demo", "user:ada")).toBeUndefined();
        const memory = aMemory({ memory: memoryOf("Ü \u{1F600} \u0000 \"quoted\" 'words'") });
        expect(await memories.saveMemory(memory)).toBe("saved");
        expect(await memories.findMemory("demo", "user:ada")).toEqual(memory);
        expect(await memories.findMemory("other", "user:ada")).toBeUndefined();
        expect(await memories.findMemory("demo", "claimed:ada")).toBeUndefined();
        expect(await memories.findMemory("demo", "user:a\0da")).toBeUndefined();
      });

      test("who goes by another version than the one that is held is told so, and nothing is written", async () => {
        const { memories } = await openStore({});
        const first = aMemory();
        expect(await memories.saveMemory(aMemory({ version: 2 }), anAnalysis())).toBe("stale");
        expect(await memories.saveMemory(first)).toBe("saved");
        expect(await memories.saveMemory(aMemory({ memory: memoryOf("late") }), anAnalysis())).toBe("stale");
        expect(await memories.saveMemory(aMemory({ version: 3 }), anAnalysis())).toBe("stale");
        expect(await memories.findMemory("demo", "user:ada")).toEqual(first);
        expect(await memories.findAnalysis("demo", "s1")).toBeUndefined();
        expect(await memories.saveMemory(aMemory({ version: 2 }))).toBe("saved");
      });

      test("of many writers at once who go by the same version, one is right", async () => {
        const { memories } = await openStore({});
        for (const version of [1, 2, 3]) {
          const writes = Array.from({ length: 20 }, (_, index) =>
            memories.saveMemory(aMemory({ version, memory: memoryOf(`writer ${index}`) }), anAnalysis()),
          );
          expect((await Promise.all(writes)).filter((outcome) => outcome === "saved")).toHaveLength(1);
        }
        expect((await memories.findMemory("demo", "user:ada"))?.version).toBe(3);
      });

      test("subjects are listed as databases order text, a page at a time", async () => {
        const { memories } = await openStore();
        const subjects = ["user:B", "user:a", "user:é", "user:\uffee", "user:\u{1F600}"];
        for (const subject of subjects.toReversed()) await memories.saveMemory(aMemory({ subject }));
        await memories.saveMemory(aMemory({ productId: "other" }));
        expect(await memories.listSubjects("demo", 10)).toEqual(subjects);
        expect(await memories.listSubjects("demo", 2, "user:a")).toEqual(["user:é", "user:\uffee"]);
        expect(await memories.listSubjects("demo", 2, "user:\uffee")).toEqual(["user:\u{1F600}"]);
      });

      test("a name that no database gives back is refused", async () => {
        const { memories } = await openStore();
        await expect(refusal(() => memories.saveMemory(aMemory({ subject: "user:\ud800" })))).resolves.toBe(
          "store_rejected",
        );
        await expect(refusal(() => memories.forgetMemory(aMemory({ subject: "user:a\0" })))).resolves.toBe(
          "store_rejected",
        );
        await expect(refusal(() => memories.mergeMemory(aMemory(), aMemory({ subject: "visitor:\0" })))).resolves.toBe(
          "store_rejected",
        );
      });
    });

    describe("analyses", () => {
      test("an analysis is saved with the memory, and takes the place of the session's former one", async () => {
        const { memories } = await openStore({});
        expect(await memories.saveMemory(aMemory(), anAnalysis())).toBe("saved");
        expect(await memories.findAnalysis("demo", "s1")).toEqual(anAnalysis());
        const later = anAnalysis({ actionCount: 2, endedAt: NOW + 9, email: null });
        expect(await memories.saveMemory(aMemory({ version: 2 }), later)).toBe("saved");
        expect(await memories.findAnalysis("demo", "s1")).toEqual(later);
        expect(await memories.findAnalysis("other", "s1")).toBeUndefined();
        expect(await memories.findAnalysis("demo", "s\0")).toBeUndefined();
      });

      test("a session that is gone takes its analysis and what would have been remembered with it", async () => {
        const { memories } = await openStore();
        expect(await memories.saveMemory(aMemory(), anAnalysis())).toBe("gone");
        expect(await memories.findMemory("demo", "user:ada")).toBeUndefined();
        expect(await memories.findAnalysis("demo", "s1")).toBeUndefined();
      });

      test("the latest end comes first, ties by session; filters and pages", async () => {
        const ids = ["s1", "s2", "s3", "s4"];
        const { memories } = await openStore(...ids.map((sessionId) => ({ sessionId })));
        const records = [
          ofOrganization("acme's", anAnalysis({ sessionId: "s1", startedAt: NOW, endedAt: NOW + 5 })),
          anAnalysis({ sessionId: "s2", startedAt: NOW + 6, endedAt: NOW + 9, email: "Ada@Example.com" }),
          anAnalysis({ sessionId: "s3", startedAt: NOW + 6, endedAt: NOW + 9, userId: "bob", subject: "user:bob" }),
          anAnalysis({ sessionId: "s4", startedAt: NOW + 1, endedAt: NOW + 2, email: "ÄDA@example.com" }),
        ];
        for (const record of records) {
          const held = await memories.findMemory("demo", record.subject);
          await memories.saveMemory(aMemory({ subject: record.subject, version: (held?.version ?? 0) + 1 }), record);
        }
        const listed = async (query: object): Promise<readonly string[]> =>
          (await memories.listAnalyses("demo", { limit: 10, ...query })).map(({ sessionId }) => sessionId);
        expect(await listed({})).toEqual(["s2", "s3", "s1", "s4"]);
        expect(await memories.listAnalyses("demo", { limit: 1 })).toEqual([records[1]]);
        expect(await listed({ limit: 2, after: { endedAt: NOW + 9, sessionId: "s2" } })).toEqual(["s3", "s1"]);
        expect(await listed({ subjects: ["user:bob", "user:nobody"] })).toEqual(["s3"]);
        expect(await listed({ subjects: [] })).toEqual([]);
        expect(await listed({ subjects: ["user:\0"] })).toEqual([]);
        expect(await listed({ userId: "bob" })).toEqual(["s3"]);
        expect(await listed({ since: NOW + 5 })).toEqual(["s2", "s3", "s1"]);
        expect(await listed({ until: NOW + 6 })).toEqual(["s1", "s4"]);
        expect(await listed({ email: "ADA@example.com" })).toEqual(["s2", "s3", "s1"]);
        // Only what every database lowers is lowered.
        expect(await listed({ email: "Äda@EXAMPLE.com" })).toEqual(["s4"]);
        expect(await listed({ email: "äda@example.com" })).toEqual([]);
        expect(await listed({ organizationId: "acme's" })).toEqual(["s1"]);
        expect(await listed({ organizationId: "1" })).toEqual([]);
        await memories.forgetMemory(aMemory({ version: 4 }));
        expect(await listed({ organizationId: "acme's" })).toEqual([]);
        expect(await memories.listAnalyses("other", { limit: 10 })).toEqual([]);
      });

      test("sessions wait for their analysis from their first action on, and again after more of them", async () => {
        const store = await openStore({ sessionId: "empty" }, { productId: "other" }, { sessionId: "s2" }, {});
        await act(store, { productId: "other" }, 1);
        await act(store, { sessionId: "s2" }, 1);
        await act(store, {}, 1);
        const { memories } = store;
        const waiting = async (...asked: Parameters<typeof memories.unanalysedSessions>) =>
          (await memories.unanalysedSessions(...asked)).map(({ productId, sessionId }) => `${productId} ${sessionId}`);
        expect(await waiting(10)).toEqual(["demo s1", "demo s2", "other s1"]);
        expect(await waiting(1, { productId: "demo", sessionId: "s1" })).toEqual(["demo s2"]);
        expect(await waiting(9, { productId: "demo", sessionId: "s2" })).toEqual(["other s1"]);
        expect((await memories.unanalysedSessions(1))[0]?.lastActiveAt).toBe(NOW + 1);
        await memories.saveMemory(aMemory(), anAnalysis({ actionCount: 1 }));
        expect(await waiting(10)).toEqual(["demo s2", "other s1"]);
        await act(store, { version: 2, actionCount: 1 }, 2);
        expect(await waiting(10)).toEqual(["demo s1", "demo s2", "other s1"]);
      });
    });

    describe("merging", () => {
      test("one memory is left, and the analyses go by its name", async () => {
        const { memories } = await openStore({}, { sessionId: "s2" });
        const left = aMemory({ subject: "visitor:v1" });
        await memories.saveMemory(left, anAnalysis({ subject: "visitor:v1", userId: null }));
        await memories.saveMemory(aMemory({ memory: memoryOf("before") }), anAnalysis({ sessionId: "s2" }));
        const merged = aMemory({ version: 2, memory: memoryOf("both") });
        expect(await memories.mergeMemory(merged, left)).toBe("saved");
        expect(await memories.findMemory("demo", "user:ada")).toEqual(merged);
        expect(await memories.findMemory("demo", "visitor:v1")).toBeUndefined();
        expect(await memories.findAnalysis("demo", "s1")).toEqual(anAnalysis({ userId: null }));
        expect(await memories.listAnalyses("demo", { subjects: ["user:ada"], limit: 10 })).toHaveLength(2);
      });

      test("either side may have moved on: then nothing is written", async () => {
        const { memories } = await openStore({});
        const left = aMemory({ subject: "visitor:v1" });
        await memories.saveMemory(left, anAnalysis({ subject: "visitor:v1" }));
        expect(await memories.mergeMemory(aMemory({ version: 2 }), left)).toBe("stale");
        expect(await memories.mergeMemory(aMemory(), { ...left, version: 2 })).toBe("stale");
        expect(await memories.findMemory("demo", "visitor:v1")).toEqual(left);
        expect(await memories.findMemory("demo", "user:ada")).toBeUndefined();
        expect((await memories.findAnalysis("demo", "s1"))?.subject).toBe("visitor:v1");
        expect(await memories.mergeMemory(aMemory(), left)).toBe("saved");
        expect(await memories.mergeMemory(aMemory({ version: 2 }), left)).toBe("stale");
      });
    });

    describe("forgetting", () => {
      test("the memory stays as given, the analyses are emptied, and no session is analysed again for it", async () => {
        const store = await openStore({}, { sessionId: "s2" });
        await act(store, {}, 1);
        const { memories } = store;
        await memories.saveMemory(aMemory(), anAnalysis());
        await memories.saveMemory(
          aMemory({ subject: "user:bob" }),
          anAnalysis({ sessionId: "s2", subject: "user:bob" }),
        );
        expect(await memories.forgetMemory(aMemory())).toBe("stale");
        const empty = aMemory({ version: 2, memory: { ...EMPTY_MEMORY, forgottenAt: NOW } });
        expect(await memories.forgetMemory(empty)).toBe("saved");
        expect(await memories.findMemory("demo", "user:ada")).toEqual(empty);
        expect(await memories.findAnalysis("demo", "s1")).toEqual(anAnalysis({ email: null, analysis: undefined }));
        const listed = await memories.listAnalyses("demo", { limit: 10 });
        expect(listed.map(({ sessionId }) => sessionId)).toEqual(["s2"]);
        expect(await memories.unanalysedSessions(10)).toEqual([]);
      });

      test("an erased user has no memory, whoever asks for it; everybody else keeps theirs", async () => {
        const store = await openStore(
          { userId: "ada", subject: "user:ada" },
          { sessionId: "s2", userId: "bob", subject: "user:bob", visitorId: "v2" },
        );
        const { memories } = store;
        const visitors = aMemory({ subject: "visitor:v1" });
        await memories.saveMemory(visitors);
        await memories.saveMemory(aMemory(), anAnalysis());
        await memories.saveMemory(aMemory({ subject: "claimed:ada" }));
        const bobs = anAnalysis({ sessionId: "s2", subject: "user:bob", userId: "bob" });
        await memories.saveMemory(aMemory({ subject: "user:bob" }), bobs);
        const { rows } = await store.activity.eraseUser("demo", "ada", NOW);
        expect(rows).toMatchObject({ user_memory: 3, session_analysis: 1 });
        expect(await memories.listSubjects("demo", 10)).toEqual(["user:bob"]);
        expect(await memories.findAnalysis("demo", "s1")).toBeUndefined();
        expect(await memories.findAnalysis("demo", "s2")).toEqual(bobs);

        // Whoever was on the way: with a session that is gone, or with words of the person's own.
        expect(await memories.saveMemory(aMemory(), anAnalysis())).toBe("gone");
        for (const subject of ["user:ada", "claimed:ada"]) {
          expect(await refusal(() => memories.saveMemory(aMemory({ subject })))).toBe("user_erased");
          expect(await refusal(() => memories.forgetMemory(aMemory({ subject })))).toBe("user_erased");
          expect(await refusal(() => memories.mergeMemory(aMemory({ subject }), visitors))).toBe("user_erased");
        }
        expect(await memories.saveMemory(visitors)).toBe("gone");
        expect(await memories.forgetMemory(visitors)).toBe("gone");
        expect(await memories.listSubjects("demo", 10)).toEqual(["user:bob"]);
        const tables = [];
        for await (const { table } of store.activity.exportUser("demo", "ada")) tables.push(table);
        expect(tables).toEqual([]);
      });

      test("a visitor is remembered for as long as there is a browser or a session of theirs", async () => {
        const store = await openStore({});
        const { memories } = store;
        expect(await memories.saveMemory(aMemory({ subject: "visitor:v1" }))).toBe("saved");
        expect(await memories.saveMemory(aMemory({ subject: "visitor:v2" }))).toBe("gone");
        await store.createVisitor({
          productId: "demo",
          visitorId: "v2",
          secretHash: "of v2",
          userId: null,
          level: "anonymous",
          verifiedUntil: null,
          createdAt: NOW,
        });
        expect(await memories.saveMemory(aMemory({ subject: "visitor:v2" }))).toBe("saved");
      });

      test("a write that is refused leaves those beside it alone", async () => {
        const store = await openStore({}, { sessionId: "s2" });
        await store.activity.eraseUser("demo", "eve", NOW);
        const { memories } = store;
        const outcomes = await Promise.allSettled([
          memories.saveMemory(aMemory(), anAnalysis()),
          memories.saveMemory(aMemory({ subject: "user:eve" })),
          memories.saveMemory(aMemory({ subject: "user:bob" }), anAnalysis({ sessionId: "none", subject: "user:bob" })),
          memories.saveMemory(aMemory({ subject: "user:bob" }), anAnalysis({ sessionId: "s2", subject: "user:bob" })),
        ]);
        expect(outcomes.map((each) => (each.status === "fulfilled" ? each.value : each.reason.code))).toEqual([
          "saved",
          "user_erased",
          "gone",
          "saved",
        ]);
        expect(await memories.listSubjects("demo", 10)).toEqual(["user:ada", "user:bob"]);
      });
    });
  });
}

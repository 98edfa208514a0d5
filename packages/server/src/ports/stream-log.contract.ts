import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NOW } from "./a-session.contract.ts";
import { closeAfterEach } from "./close-after-each.contract.ts";
import type { SessionRecord, Store } from "./store.ts";
import { describeConsumers } from "./stream-consumers.contract.ts";
import type { StreamEntry } from "./stream-log.ts";
import {
  anAction,
  aStep,
  commit,
  createSession,
  entryOf,
  idsOf,
  indexesOf,
  positionOf,
} from "./stream-samples.contract.ts";

/** What every store promises about the stream to servers. `open` gives an empty one; the suite closes it. */
export function describeStreamLog(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    const openStore = closeAfterEach(open);

    describe("entries", () => {
      test("a step's actions are one entry, the same live and read back", async () => {
        const store = await openStore();
        const session = await createSession(store, { userId: "ada", email: "ada@example.com", conversationId: "c-1" });
        const entry = await commit(store, session, ["e1", "e2"]);
        expect(entry).toMatchObject({ productId: "demo", position: 1, sessionId: "s1", type: "actions", at: NOW + 2 });
        expect(JSON.parse(entry?.data ?? "")).toMatchObject({
          type: "actions",
          product_id: "demo",
          session_id: "s1",
          user_id: "ada",
          email: "ada@example.com",
          conversation_id: "c-1",
          count: 2,
          forwarded_at: (NOW + 2) / 1_000,
          actions: [
            { id: "e1", index: 0, title: "Clicked Save" },
            { id: "e2", index: 1 },
          ],
        });
        expect(entry?.data).not.toContain("\n");
        expect(await store.stream.entriesAfter("demo", 0, 10)).toEqual({ entries: [entry], oldest: 1, head: 1 });
        expect(await store.stream.head("demo")).toBe(1);
      });

      test("a step without actions adds nothing, nor does a stale one", async () => {
        const store = await openStore();
        const session = await createSession(store);
        expect(await store.commitStep(aStep(session, []))).toEqual({ outcome: "saved", duplicateCount: 0 });
        expect(await store.commitStep(aStep(session, ["e1"]))).toEqual({ outcome: "stale" });
        expect(await store.stream.entriesAfter("demo", 0, 10)).toEqual({ entries: [], oldest: null, head: 0 });
      });

      test("products have positions of their own, and share nothing", async () => {
        const store = await openStore();
        const mine = await createSession(store);
        const other = await createSession(store, { productId: "other" });
        const [first, second, third] = await Promise.all([
          store.commitStep(aStep(mine, ["e1"])),
          store.commitStep(aStep(other, ["e1"])),
          store.commitStep(aStep({ ...mine, version: 2, actionCount: 1 }, ["e2"])),
        ]);
        expect([first, second, third].map((result) => positionOf(result))).toEqual([1, 1, 2]);
        expect((await store.stream.entriesAfter("other", 0, 10)).entries.map(idsOf)).toEqual([["e1"]]);
        expect((await store.stream.entriesAfter("demo", 1, 10)).entries.map(idsOf)).toEqual([["e2"]]);
        expect(await store.stream.entriesAfter("nobody", 0, 10)).toEqual({ entries: [], oldest: null, head: 0 });
      });

      test("what was stored before is left out, counted, and takes no index", async () => {
        const store = await openStore();
        await commit(store, await createSession(store, { sessionId: "s0" }), ["known"]);
        const session = await createSession(store);
        const first = await store.commitStep(aStep(session, ["a", "known", "b", "a"]));
        expect(first).toMatchObject({ outcome: "saved", duplicateCount: 2, entry: { position: 2 } });
        expect(indexesOf(entryOf(first))).toEqual([
          ["a", 0],
          ["b", 1],
        ]);
        const held = (await store.findSession("demo", "s1")) as SessionRecord;
        expect(held.actionCount).toBe(2);
        expect(await store.commitStep(aStep(held, ["b", "known"]))).toEqual({ outcome: "saved", duplicateCount: 2 });
        const again = { ...held, version: held.version + 1 };
        expect(indexesOf(await commit(store, again, ["c"]))).toEqual([["c", 2]]);
        expect(await store.stream.head("demo")).toBe(3);
        expect((await store.recentActions("demo", "s1", 9)).map(({ id }) => id)).toEqual(["a", "b", "c"]);
      });

      test("of steps sent together the first to bring an event has it", async () => {
        const store = await openStore();
        const sessions = await Promise.all(
          ["s1", "s2", "s3"].map((sessionId) => createSession(store, { sessionId, userId: sessionId })),
        );
        const results = await Promise.all(sessions.map((session) => store.commitStep(aStep(session, ["same"]))));
        expect(results.map((result) => result.outcome === "saved" && result.duplicateCount)).toEqual([0, 1, 1]);
        const { entries, head } = await store.stream.entriesAfter("demo", 0, 10);
        expect(entries.map(({ sessionId }) => sessionId)).toEqual(["s1"]);
        expect(head).toBe(1);
      });

      test("an entry says who it was when it was stored", async () => {
        const store = await openStore();
        const anonymous = await createSession(store);
        const before = await commit(store, anonymous, ["e1"]);
        const named = { ...anonymous, version: 2, actionCount: 1, userId: "ada", email: "ada@example.com" };
        const after = await commit(store, named, ["e2"]);
        const { entries } = await store.stream.entriesAfter("demo", 0, 10);
        expect(entries).toEqual([before, after]);
        expect(entries.map(({ data }) => JSON.parse(data).user_id)).toEqual([null, "ada"]);
      });

      test("summaries stand between actions", async () => {
        const store = await openStore();
        const session = await createSession(store);
        await commit(store, session, ["e1"]);
        const summary = {
          productId: "demo",
          sessionId: "s1",
          at: NOW + 9,
          summary: "Looked\naround \0 \ud800",
          replaces: 1,
        };
        const entry = await store.stream.appendSummary(summary);
        expect(entry).toMatchObject({ position: 2, type: "summary", sessionId: "s1", at: NOW + 9 });
        expect(JSON.parse(entry.data)).toEqual({
          type: "summary",
          product_id: "demo",
          session_id: "s1",
          summary: summary.summary,
          replaces: 1,
          forwarded_at: (NOW + 9) / 1_000,
        });
        await commit(store, { ...session, version: 2, actionCount: 1 }, ["e2"]);
        const page = await store.stream.entriesAfter("demo", 0, 10);
        expect(page.entries.map(({ type }) => type)).toEqual(["actions", "summary", "actions"]);
        expect(page.entries[1]).toEqual(entry);
      });

      test("odd text goes through", async () => {
        const store = await openStore();
        const session = await createSession(store, { userId: "ключ 😀 \n ' \" \\ %" });
        const action = { ...anAction("e1"), title: "a\0b \ud800 \u2028 😀" };
        const entry = entryOf(await store.commitStep({ ...aStep(session, []), actions: [action] }));
        const { entries } = await store.stream.entriesAfter("demo", 0, 1);
        expect(entries).toEqual([entry]);
        expect(JSON.parse(entries[0]?.data ?? "").actions[0].title).toBe(action.title);
      });

      test("a step of more actions than one question can name is read back whole", async () => {
        const store = await openStore();
        const session = await createSession(store);
        const ids = Array.from({ length: 1_500 }, (_, index) => `e${index}`);
        const entry = await commit(store, session, ids);
        expect(idsOf((await store.stream.entriesAfter("demo", 0, 1)).entries[0] as StreamEntry)).toEqual(ids);
        expect(idsOf(entry as StreamEntry)).toEqual(ids);
      });
    });

    describe("many at once", () => {
      test("sixteen writers, and readers that stop and go on anywhere: nothing is missed, repeated or out of order", async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }),
            fc.infiniteStream(fc.nat({ max: 3 })),
            async (limits, sizes) => {
              const store = await openStore();
              const live: StreamEntry[] = [];
              let writing = true;

              async function write(writer: number): Promise<void> {
                let session = await createSession(store, { sessionId: `w${writer}` });
                for (let step = 0; step < 12; step++) {
                  const size = sizes.next().value ?? 1;
                  const fresh = Array.from({ length: size }, (_, part) => `w${writer}-${session.actionCount + part}`);
                  // Some are sent again, some by everybody.
                  const given = [...fresh, ...(step % 3 === 0 ? [`w${writer}-0`, `all-${step}`] : [])];
                  const result = await store.commitStep(aStep(session, given));
                  if (result.outcome === "stale") throw new Error("nobody else writes this session");
                  const entry = entryOf(result);
                  if (entry !== undefined) live.push(entry);
                  session = (await store.findSession("demo", session.sessionId)) as SessionRecord;
                }
              }

              async function read(limit: number): Promise<readonly StreamEntry[]> {
                const seen: StreamEntry[] = [];
                for (;;) {
                  const wasWriting = writing;
                  const page = await store.stream.entriesAfter("demo", seen.at(-1)?.position ?? 0, limit);
                  seen.push(...page.entries);
                  if (page.entries.length === 0 && !wasWriting) return seen;
                  await new Promise((resolve) => setImmediate(resolve));
                }
              }

              const readers = limits.map(read);
              await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)));
              writing = false;
              const head = await store.stream.head("demo");
              // Commits are told in the order of their positions.
              expect(live.map(({ position }) => position)).toEqual(
                Array.from({ length: head }, (_, index) => index + 1),
              );
              for (const seen of await Promise.all(readers)) expect(seen).toEqual(live);
              const ids = live.flatMap(idsOf);
              expect(new Set(ids).size).toBe(ids.length);
              for (let writer = 0; writer < 16; writer++) {
                const own = live.filter(({ sessionId }) => sessionId === `w${writer}`);
                const indexes = own.flatMap((entry) => indexesOf(entry).map(([, index]) => index));
                expect(indexes).toEqual(indexes.map((_, index) => index));
              }
              await store.close();
            },
          ),
          { numRuns: 4 },
        );
      });
    });

    describe("pruning", () => {
      async function filled(): Promise<Store> {
        const store = await openStore();
        let session = await createSession(store);
        for (let step = 1; step <= 5; step++) {
          await commit(store, session, [`e${step}`]);
          session = { ...session, version: session.version + 1, actionCount: step };
        }
        return store;
      }

      test("by age: positions stay, and what is missing shows", async () => {
        const store = await filled();
        expect(await store.stream.pruneStream(NOW + 4)).toBe(2);
        expect(await store.stream.pruneStream(NOW + 4)).toBe(0);
        const page = await store.stream.entriesAfter("demo", 0, 10);
        expect(page.entries.map(({ position }) => position)).toEqual([3, 4, 5]);
        expect(page).toMatchObject({ oldest: 3, head: 5 });
        expect(await store.stream.pruneStream(NOW + 99)).toBe(3);
        expect(await store.stream.entriesAfter("demo", 0, 10)).toEqual({ entries: [], oldest: null, head: 5 });
        const session = (await store.findSession("demo", "s1")) as SessionRecord;
        expect((await commit(store, session, ["e6"]))?.position).toBe(6);
      });

      test("by number, product by product", async () => {
        const store = await filled();
        await commit(store, await createSession(store, { productId: "other" }), ["e1"]);
        expect(await store.stream.pruneStream(0, 2)).toBe(3);
        expect((await store.stream.entriesAfter("demo", 0, 10)).oldest).toBe(4);
        expect((await store.stream.entriesAfter("other", 0, 10)).oldest).toBe(1);
      });

      test("never from the middle, whatever the clock did", async () => {
        const store = await openStore();
        const session = await createSession(store);
        for (const [index, at] of [NOW + 5, NOW + 1, NOW + 6].entries()) {
          const step = aStep({ ...session, version: 1 + index, actionCount: index }, [`e${index}`]);
          await store.commitStep({ ...step, at });
        }
        expect(await store.stream.pruneStream(NOW + 3)).toBe(0);
        expect(await store.stream.pruneStream(NOW + 6)).toBe(2);
      });

      test("a long log goes in portions", async () => {
        const store = await openStore();
        for (let index = 0; index < 2_300; index++) {
          const summary = { productId: "demo", sessionId: "s1", at: NOW + index, summary: "", replaces: 1 };
          void store.stream.appendSummary(summary);
        }
        await store.ping();
        expect(await store.stream.pruneStream(NOW + 2_200)).toBe(2_200);
        expect((await store.stream.entriesAfter("demo", 0, 1)).oldest).toBe(2_201);
      });
    });

    describeConsumers(openStore);
  });
}

import { type Action, createSnapshot, DEFAULT_POLICY, normaliseEvent, type RawEvent } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import { createManualClock } from "../../test/support/manual-clock.ts";
import { createMemoryStore } from "../adapters/memory-store.ts";
import { silentLogger } from "../observe/logger.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { SessionRecord } from "../ports/store.ts";
import { createSummaries, type Summaries } from "./summaries.ts";

const T = 1_795_178_200_000;
const KEY = { productId: "acme", sessionId: "s1" };

const running: Summaries[] = [];
afterEach(async () => {
  for (const summaries of running.splice(0)) await summaries.stop();
});

function setUp(model?: LanguageModel, store = createMemoryStore()) {
  const clock = createManualClock(T);
  const failures: string[] = [];
  let broken = false;
  const start = (): Summaries => {
    const summaries = createSummaries({
      store,
      clock,
      log: { ...silentLogger, error: (_, message) => failures.push(message) },
      model,
      modelTimeoutMs: 5_000,
      settingsOf: (productId) => (productId === "acme" ? { threshold: 5, idleMs: 60_000 } : undefined),
      append(summary) {
        if (broken) throw new Error("disk full");
        return store.stream.appendSummary(summary);
      },
    });
    running.push(summaries);
    return summaries;
  };
  const summaries = start();
  let session: SessionRecord | undefined;
  let count = 0;

  /** Stores that many further actions, one by one, and tells of them. */
  async function act(times: number, label = "Save", told: Summaries | undefined = summaries, productId = "acme") {
    for (let turn = 0; turn < times; turn++) {
      if (session === undefined) {
        session = newSession(productId);
        await store.createSession(session);
      }
      session = { ...session, version: session.version + 1, actionCount: session.actionCount + 1 };
      const action = clickedOn(`${label} ${++count}`, clock.now() + count);
      const rest = { offers: [], frames: [], notes: [] };
      const result = await store.commitStep({ at: clock.now(), session, actions: [action], ...rest });
      if (result.outcome === "stale" || result.entry === undefined) throw new Error("not stored");
      told?.note(result.entry);
    }
    await clock.advance(0);
  }

  async function published(productId = "acme") {
    const { entries } = await store.stream.entriesAfter(productId, 0, 1_000);
    return entries.filter(({ type }) => type === "summary").map(({ data }) => JSON.parse(data));
  }

  return { store, clock, summaries, start, act, published, failures, breakDisk: (now: boolean) => (broken = now) };
}

function newSession(productId: string): SessionRecord {
  return {
    ...KEY,
    productId,
    visitorId: "v1",
    userId: null,
    level: "anonymous",
    subject: "visitor:v1",
    generation: 1,
    snapshot: createSnapshot(KEY.sessionId, DEFAULT_POLICY, T),
    version: 1,
    wakeAt: null,
    lastActiveAt: T,
    createdAt: T,
    actionCount: 0,
    email: null,
    source: null,
    conversationId: null,
  };
}

function clickedOn(label: string, at: number): Action {
  const event: RawEvent = { id: `e${at}-${label}`, type: "click", at, url: "/projects", element: { label } };
  return normaliseEvent({ event, receivedAt: at });
}

const says = (...pieces: string[]): LanguageModel => ({
  async *stream() {
    yield* pieces;
  },
});

describe("when", () => {
  test("at the threshold, then again; each stands for everything so far", async () => {
    const { act, published } = setUp();
    await act(4);
    expect(await published()).toEqual([]);
    await act(1);
    await act(5);
    expect((await published()).map(({ replaces, origin }) => [replaces, origin])).toEqual([
      [5, "extractive"],
      [10, "extractive"],
    ]);
    expect((await published())[1].summary).toMatch(/^10 actions/);
  });

  test("what is left is summarised when nothing happens any more", async () => {
    const { act, published, clock, summaries } = setUp();
    await act(2);
    expect(summaries.neededSince()).toBe(T);
    await clock.advance(59_000);
    await act(1);
    await clock.advance(59_000);
    expect(await published()).toEqual([]);
    await clock.advance(1_000);
    expect((await published()).map(({ replaces }) => replaces)).toEqual([3]);
    expect(summaries.neededSince()).toBeUndefined();
    await clock.advance(600_000);
    expect(await published()).toHaveLength(1);
  });

  test("a product that did not ask gets none", async () => {
    const { act, published, summaries } = setUp();
    await act(20, "Save", summaries, "other");
    expect(await published("other")).toEqual([]);
  });
});

describe("the model", () => {
  test("writes it when it can; the text is cleaned and cut", async () => {
    const { act, published } = setUp(says("They tried\n\u202e to save ", "x".repeat(5_000)));
    await act(5);
    const [{ summary, origin }] = await published();
    expect(origin).toBe("model");
    expect(summary).toMatch(/^They tried to save x+$/);
    expect(summary).toHaveLength(600);
  });

  test.each<[string, LanguageModel]>([
    [
      "fails",
      {
        // biome-ignore lint/correctness/useYield: it fails before it says anything
        async *stream() {
          throw new Error("429");
        },
      },
    ],
    ["says nothing", says("  ")],
    [
      "never answers",
      {
        async *stream(_, signal) {
          yield "half an ans";
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
        },
      },
    ],
  ])("when it %s, the summary is counted from the actions", async (_, model) => {
    const { act, published, clock } = setUp(model);
    await act(5);
    await clock.advance(5_000);
    expect((await published()).map(({ origin }) => origin)).toEqual(["extractive"]);
  });

  test("while it writes, actions go on, and are not said to be covered", async () => {
    let answer: (() => void) | undefined;
    const { act, published } = setUp({
      async *stream() {
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        yield "Saved five times.";
      },
    });
    await act(5);
    await act(3);
    expect(await published()).toEqual([]);
    answer?.();
    await act(0);
    expect((await published()).map(({ replaces }) => replaces)).toEqual([5]);
  });

  test("somebody erased while it writes does not come back in its words", async () => {
    let answer: (() => void) | undefined;
    let isGone = false;
    const real = createMemoryStore();
    const store = {
      ...real,
      findSession: async (...key: [string, string]) => (isGone ? undefined : real.findSession(...key)),
    };
    const { act, published } = setUp(
      {
        async *stream() {
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          yield "Ada saved.";
        },
      },
      store,
    );
    await act(5);
    isGone = true;
    answer?.();
    await act(0);
    expect(await published()).toEqual([]);
  });
});

describe("what is due is not lost", () => {
  test("a failed write is tried again; until it worked, the log is needed since the first action it would have stood for", async () => {
    const { act, published, clock, summaries, breakDisk, failures } = setUp();
    breakDisk(true);
    await act(5);
    expect(failures).toEqual(["summary failed"]);
    expect(summaries.neededSince()).toBe(T);
    breakDisk(false);
    await clock.advance(30_000);
    expect((await published()).map(({ replaces }) => replaces)).toEqual([5]);
    expect(summaries.neededSince()).toBeUndefined();
  });

  test("after a restart: what reached the threshold is done at once, the rest when it is idle", async () => {
    const { act, published, clock, summaries, start } = setUp();
    await act(5);
    await summaries.stop();
    await act(3, "Edit", undefined);
    const second = start();
    await second.resume(["acme"]);
    expect((await published()).map(({ replaces }) => replaces)).toEqual([5]);
    await clock.advance(60_000);
    expect((await published()).map(({ replaces }) => replaces)).toEqual([5, 8]);

    await second.stop();
    await act(7, "Move", undefined);
    const third = start();
    await third.resume(["acme"]);
    await clock.advance(0);
    expect((await published()).map(({ replaces }) => replaces)).toEqual([5, 8, 15]);
  });

  test("stopping does not wait for a model, and keeps what was under way", async () => {
    const { act, published, summaries } = setUp({
      async *stream(_, signal) {
        yield "half";
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    });
    await act(5);
    await summaries.stop();
    expect((await published()).map(({ origin }) => origin)).toEqual(["extractive"]);
  });
});

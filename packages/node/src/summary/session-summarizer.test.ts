import { describe, expect, test } from "vitest";
import type { Metric } from "../metric.ts";
import { ManualClock, settle } from "../testing/manual-clock.ts";
import { aPayload, titlesOf } from "../testing/payloads.ts";
import { SessionSummarizer } from "./session-summarizer.ts";
import type { SessionSummary } from "./session-summary.ts";
import type { SessionSummarizerOptions } from "./summarizer-options.ts";

function summarize(options: SessionSummarizerOptions = {}) {
  const clock = new ManualClock(1_000_000);
  const summaries: SessionSummary[] = [];
  const errors: string[] = [];
  const metrics: Metric[] = [];
  const summarizer = new SessionSummarizer({
    threshold: 3,
    clock,
    onSummary: (summary) => void summaries.push(summary),
    onError: (error) => errors.push(error.code),
    onMetric: (metric) => metrics.push(metric),
    ...options,
  });
  return { clock, summarizer, summaries, errors, metrics };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

describe("when", () => {
  test("at the threshold, and again after as many actions more; each one stands for all so far", async () => {
    const { summarizer, summaries } = summarize();
    summarizer.add(aPayload("s1", ["a", "b"]));
    await settle();
    expect(summaries).toEqual([]);
    summarizer.add(aPayload("s1", ["c"]));
    await settle();
    summarizer.add(aPayload("s1", ["d", "e", "f"]));
    await settle();
    expect(summaries.map(({ version, actionCount }) => [version, actionCount])).toEqual([
      [1, 3],
      [2, 6],
    ]);
    expect(titlesOf(summaries[1]?.replaced ?? [])).toEqual(["d", "e", "f"]);
    expect(summaries[1]?.text).toContain("6 actions");
  });

  test("products and sessions are kept apart; without a session nothing is taken", async () => {
    const { summarizer, summaries, metrics } = summarize();
    summarizer.add(aPayload("s1", ["a", "b"]));
    summarizer.add({ ...aPayload("s1", ["c", "d"]), productId: "other" });
    summarizer.add(aPayload("s2", ["e", "f"]));
    summarizer.add(aPayload(null, ["x", "y", "z"]));
    await settle();
    expect(summaries).toEqual([]);
    expect(metrics).toEqual([
      { type: "event-dropped", reason: "no_session", eventType: "actions", productId: "acme", sessionId: null },
    ]);
  });

  test("flush and the end of a session summarise what is below the threshold", async () => {
    const { summarizer, summaries } = summarize();
    summarizer.add(aPayload("s1", ["a"]));
    summarizer.add(aPayload("s2", ["b"]));
    await summarizer.flush();
    expect(summaries).toHaveLength(2);
    summarizer.add(aPayload("s1", ["c"]));
    await summarizer.endSession("s1", "acme");
    expect(summaries).toHaveLength(3);
    expect(summarizer.sessionCount).toBe(1);
    expect(summarizer.getContext("s1", "acme")).toBe("");
  });
});

describe("the model", () => {
  test("is given the summary so far and the new actions, and its answer is used", async () => {
    const prompts: string[] = [];
    const { summarizer, summaries } = summarize({
      prompt: "{summary} | {actions}",
      llm: async (prompt) => {
        prompts.push(prompt);
        return ` summary ${prompts.length} `;
      },
    });
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    summarizer.add(aPayload("s1", ["d", "e", "f"]));
    await settle();
    expect(prompts).toEqual([
      "(none) | 1. [0] click: a — /projects\n2. [1] click: b — /projects\n3. [2] click: c — /projects",
      "summary 1 | 1. [0] click: d — /projects\n2. [1] click: e — /projects\n3. [2] click: f — /projects",
    ]);
    expect(summaries.map(({ text, origin }) => [text, origin])).toEqual([
      ["summary 1", "model"],
      ["summary 2", "model"],
    ]);
  });

  test.each([
    ["fails", () => Promise.reject(new Error("429"))],
    ["says nothing", () => Promise.resolve("  ")],
    ["never answers", () => new Promise<string>(() => {})],
  ])("when it %s, the summary is made without it, and that is said", async (_, llm) => {
    const { summarizer, summaries, errors, clock } = summarize({ llm, llmTimeoutMs: 500 });
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await clock.advance(500);
    await settle();
    expect(summaries.map(({ origin }) => origin)).toEqual(["extract"]);
    expect(errors).toEqual(["llm_unavailable"]);
  });

  test("one session has one summary under way, and different sessions do not wait for each other", async () => {
    const running = new Map<string, number>();
    const calls = new Map([
      ["a", deferred<string>()],
      ["b", deferred<string>()],
    ]);
    const { summarizer, summaries } = summarize({
      llm: (prompt) => {
        const session = prompt.includes("a1") ? "a" : "b";
        running.set(session, (running.get(session) ?? 0) + 1);
        return calls.get(session)?.promise ?? Promise.resolve("");
      },
    });
    summarizer.add(aPayload("sa", ["a1", "a1", "a1"]));
    summarizer.add(aPayload("sb", ["b", "b", "b"]));
    summarizer.add(aPayload("sa", ["a1", "a1", "a1"]));
    await settle();
    expect([...running]).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    calls.get("b")?.resolve("b");
    await settle();
    expect(summaries.map(({ sessionId }) => sessionId)).toEqual(["sb"]);
    calls.get("a")?.resolve("a");
    await settle();
    expect(running.get("a")).toBe(2);
  });

  test.each([
    ["{actions} {unknown}", "unknown"],
    ["no place for them", "{actions}"],
  ])("the prompt %j is refused when it is given, not when it is used", (prompt, named) => {
    expect(() => new SessionSummarizer({ prompt })).toThrow(
      expect.objectContaining({ code: "option_invalid", path: "prompt", message: expect.stringContaining(named) }),
    );
  });

  test("braces in a prompt and in page text do no harm", async () => {
    const { summarizer, summaries } = summarize({
      prompt: '{{"json": true}} {actions}',
      llm: async (prompt) => prompt,
    });
    summarizer.add(aPayload("s1", ["{summary}", ">>> ignore that", "c"]));
    await settle();
    expect(summaries[0]?.text).toContain('{"json": true} 1. [0] click: {summary} — /projects');
    expect(summaries[0]?.text).not.toContain(">>>");
  });
});

describe("actions stay until the summary that replaces them has been taken", () => {
  test("while it is delivered, the context still has them", async () => {
    const taking = deferred<void>();
    const { summarizer } = summarize({ onSummary: () => taking.promise });
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    summarizer.add(aPayload("s1", ["d"]));
    expect(summarizer.getContext("s1", "acme")).toContain("click: a");
    expect(summarizer.getContext("s1", "acme")).not.toContain("Summary:");
    taking.resolve();
    await settle();
    expect(summarizer.getContext("s1", "acme")).toMatch(/^Summary: 3 actions .*\n\[0\] click: d — \/projects$/);
  });

  test("every listener gets it, in order, with what came meanwhile", async () => {
    const seen: [string, string[]][] = [];
    const { summarizer } = summarize({
      onSummary: async ({ remaining }) => {
        seen.push(["first", titlesOf(remaining)]);
        summarizer.add(aPayload("s1", ["late"]));
        await Promise.resolve();
      },
    });
    summarizer.onSummary(({ remaining }) => seen.push(["second", titlesOf(remaining)]));
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    expect(seen).toEqual([
      ["first", []],
      ["second", ["late"]],
    ]);
  });

  test("when nobody takes it, they stay, and it is tried again without waiting for more", async () => {
    let fails = 2;
    const attempts: number[] = [];
    const { summarizer, clock, errors } = summarize({
      retryMs: 100,
      onSummary: ({ actionCount }) => {
        attempts.push(actionCount);
        if (fails-- > 0) throw new Error("destination is down");
      },
    });
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    expect(summarizer.getContext("s1", "acme")).toContain("click: a");
    await clock.advance(100);
    await clock.advance(199);
    expect(attempts).toEqual([3, 3]);
    await clock.advance(1);
    await settle();
    expect(attempts).toEqual([3, 3, 3]);
    expect(errors).toEqual(["summary_undelivered", "summary_undelivered"]);
    expect(summarizer.getContext("s1", "acme")).toMatch(/^Summary: [^\n]*$/);
  });

  test("a listener that never answers counts as one that failed", async () => {
    const { summarizer, clock, errors } = summarize({
      onSummary: () => new Promise(() => {}),
      deliveryTimeoutMs: 1_000,
    });
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await clock.advance(1_000);
    await settle();
    expect(errors).toEqual(["summary_undelivered"]);
    summarizer.reset("s1", "acme");
  });
});

describe("bounds", () => {
  test("the session without news for longest is forgotten first, and counted", async () => {
    const { summarizer, metrics } = summarize({ maxSessions: 2 });
    for (const session of ["s1", "s2", "s1", "s3"]) summarizer.add(aPayload(session, ["a"]));
    expect(summarizer.sessionCount).toBe(2);
    expect(metrics).toEqual([{ type: "session-evicted", sessionId: "s2", actionCount: 1 }]);
  });

  test("a session whose summaries fail does not grow without end", async () => {
    const { summarizer } = summarize({
      maxPendingActions: 5,
      onSummary: () => {
        throw new Error("down");
      },
    });
    for (let at = 0; at < 50; at++) summarizer.add(aPayload("s1", [`t${at}`]));
    await settle();
    expect(summarizer.getContext("s1", "acme").split("\n")).toHaveLength(5);
    expect(summarizer.getContext("s1", "acme")).toContain("t49");
  });

  test("a session reset while its summary is made does not come back", async () => {
    const answer = deferred<string>();
    const { summarizer, summaries } = summarize({ llm: () => answer.promise });
    summarizer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    summarizer.reset("s1", "acme");
    answer.resolve("late");
    await settle();
    expect(summaries).toEqual([]);
    expect(summarizer.getContext("s1", "acme")).toBe("");
  });
});

import { actionsPayload } from "@usher/core/documented";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock, settle } from "../testing/manual-clock.ts";
import { aPayload, titlesOf } from "../testing/payloads.ts";
import { AgentContextWriter } from "./agent-context-writer.ts";
import { SessionSummarizer } from "./session-summarizer.ts";
import type { AgentContextWriterOptions } from "./writer-options.ts";

function write(options: Partial<AgentContextWriterOptions> = {}) {
  const clock = new ManualClock();
  const written: string[][] = [];
  const errors: string[] = [];
  const writer = new AgentContextWriter({
    clock,
    retries: 0,
    writeActions: (_session, _text, { payload }) => void written.push(titlesOf([payload])),
    onError: (error) => errors.push(error.code),
    ...options,
  });
  return { clock, writer, written, errors };
}

describe("gathering", () => {
  test("without it, each payload is written at once, as the documented text", async () => {
    const texts: string[] = [];
    const { writer } = write({ writeActions: (_session, text) => void texts.push(text) });
    writer.add(aPayload("s1", ["a", "b"]));
    await writer.flush();
    expect(texts).toEqual(["Session s1 — 2 actions\n[0] click: a — /projects\n[1] click: b — /projects"]);
  });

  test("payloads of one session within the pause become one write; other sessions have their own", async () => {
    const { clock, writer, written } = write({ debounceMs: 100 });
    writer.add(aPayload("s1", ["a"]));
    writer.add(aPayload("s2", ["x"]));
    await clock.advance(80);
    writer.add(aPayload("s1", ["b"]));
    await clock.advance(80);
    expect(written).toEqual([["x"]]);
    await clock.advance(20);
    await settle();
    expect(written).toEqual([["x"], ["a", "b"]]);
  });

  test("somebody who never pauses is written after the longest wait", async () => {
    const { clock, writer, written } = write({ debounceMs: 100, maxWaitMs: 250 });
    for (let at = 0; at < 10; at++) {
      writer.add(aPayload("s1", [`t${at}`]));
      await clock.advance(50);
    }
    expect(written[0]).toEqual(["t0", "t1", "t2", "t3", "t4"]);
  });

  test("closing writes what is gathered", async () => {
    const { writer, written } = write({ debounceMs: 10_000 });
    writer.add(aPayload("s1", ["a"]));
    await writer.close();
    await writer.close();
    expect(written).toEqual([["a"]]);
  });
});

describe("writing", () => {
  test("one session is written in order, whatever a write takes", async () => {
    let finish = (): void => {};
    const written: string[][] = [];
    const { writer } = write({
      writeActions: async (_session, _text, { payload }) => {
        if (titlesOf([payload])[0] === "slow")
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
        written.push(titlesOf([payload]));
      },
    });
    writer.add(aPayload("s1", ["slow"]));
    writer.add(aPayload("s1", ["quick"]));
    writer.add(aPayload("s2", ["other"]));
    await settle();
    expect(written).toEqual([["other"]]);
    finish();
    await writer.flush();
    expect(written).toEqual([["other"], ["slow"], ["quick"]]);
  });

  test("a write that takes too long is given up, aborted and reported; the next one goes on", async () => {
    const aborted: boolean[] = [];
    const written: string[] = [];
    const { clock, writer, errors } = write({
      deadlineMs: 1_000,
      writeActions: (_session, text, { signal }) => {
        if (text.includes("hangs"))
          return new Promise(() => signal.addEventListener("abort", () => aborted.push(true)));
        return written.push(text);
      },
    });
    writer.add(aPayload("s1", ["hangs"]));
    writer.add(aPayload("s1", ["goes"]));
    await clock.advance(1_000);
    await settle();
    expect([aborted, errors, written.length]).toEqual([[true], ["write_failed"], 1]);
  });

  test("a write that fails is tried again, in its place", async () => {
    let fails = 2;
    const written: string[][] = [];
    const { clock, writer, errors } = write({
      retries: 2,
      retryMs: 100,
      writeActions: (_session, _text, { payload }) => {
        if (fails-- > 0) throw new Error("503");
        written.push(titlesOf([payload]));
      },
    });
    writer.add(aPayload("s1", ["a"]));
    writer.add(aPayload("s1", ["b"]));
    await clock.advance(300);
    await settle();
    expect(written).toEqual([["a"], ["b"]]);
    expect(errors).toEqual([]);
  });

  test("no more writes wait than may; those beyond are reported", async () => {
    const { writer, errors } = write({ maxQueueSize: 2, writeActions: () => new Promise(() => {}) });
    for (const title of ["a", "b", "c", "d"]) writer.add(aPayload("s1", [title]));
    await settle();
    expect(errors).toEqual(["write_failed", "write_failed"]);
  });

  test("a payload without a session is not written anywhere", async () => {
    const { writer, written } = write();
    writer.add(actionsPayload({ actions: aPayload("s1", ["a"]).actions }));
    await writer.flush();
    expect(written).toEqual([]);
  });
});

describe("summaries", () => {
  /** A destination like a note in a chat tool: writing appends, overwriting replaces. */
  function note(
    overrides: Partial<AgentContextWriterOptions> & { threshold?: number; llm?: () => Promise<string> } = {},
  ) {
    const { threshold = 3, llm, ...options } = overrides;
    const clock = new ManualClock();
    const notes: string[] = [];
    const history: string[][] = [];
    const record = (change: () => void) => {
      change();
      history.push([...notes]);
    };
    const summarizer = new SessionSummarizer({ threshold, clock, ...(llm && { llm }) });
    const writer = new AgentContextWriter({
      clock,
      summarizer,
      writeActions: (_session, _text, { payload }) => record(() => notes.push(...titlesOf([payload]))),
      overwriteWithSummary: (_session, summary) => record(() => notes.splice(0, notes.length, summary)),
      ...options,
    });
    return { clock, summarizer, writer, notes, history };
  }

  test("a summary takes the place of the actions it covers", async () => {
    const { writer, notes } = note();
    writer.add(aPayload("s1", ["a", "b"]));
    writer.add(aPayload("s1", ["c"]));
    await settle();
    writer.add(aPayload("s1", ["d"]));
    await writer.flush();
    expect(notes).toEqual([expect.stringContaining("3 actions"), "d"]);
  });

  test("actions written while the model was thinking are written again behind the summary", async () => {
    let answer = (_text: string): void => {};
    const llm = () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      });
    const { writer, notes } = note({ llm });
    writer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    writer.add(aPayload("s1", ["d"]));
    await settle();
    expect(notes).toEqual(["a", "b", "c", "d"]);
    answer("Looked around.");
    await settle();
    expect(notes).toEqual(["Looked around.", "d"]);
  });

  test("what is still gathered is not written behind a summary that covers it", async () => {
    const { writer, notes } = note({ debounceMs: 1_000 });
    writer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    await writer.flush();
    expect(notes).toEqual([expect.stringContaining("3 actions")]);
  });

  test("when overwriting fails, the actions stay where they are, and it is tried again", async () => {
    let fails = true;
    const overwrites: string[] = [];
    const { writer, summarizer, notes, clock } = note({
      retries: 0,
      overwriteWithSummary: (_session, summary) => {
        if (fails) throw new Error("down");
        overwrites.push(summary);
      },
    });
    writer.add(aPayload("s1", ["a", "b", "c"]));
    await settle();
    expect(notes).toEqual(["a", "b", "c"]);
    expect(summarizer.getContext("s1", "acme")).toContain("click: a");
    fails = false;
    await clock.advance(1_000);
    await settle();
    expect(overwrites).toHaveLength(1);
  });

  test("at no moment is an action neither noted nor covered by a summary", async () => {
    const property = fc.asyncProperty(
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 4 }), pause: fc.integer({ min: 0, max: 3 }) }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.constantFrom(0, 50),
      async (steps, debounceMs) => {
        const { writer, summarizer, clock, notes, history } = note({
          debounceMs,
          llm: async () => {
            for (let turn = 0; turn < 3; turn++) await settle();
            return "";
          },
        });
        let next = 0;
        for (const { size, pause } of steps) {
          writer.add(
            aPayload(
              "s1",
              Array.from({ length: size }, () => `t${next++}`),
            ),
          );
          for (let turn = 0; turn < pause; turn++) await settle();
        }
        await writer.flush();
        await summarizer.flush();
        await clock.advance(1_000);
        await writer.flush();
        for (const state of history) expect(covered(state)).toEqual(expect.any(Number));
        expect(covered(notes)).toBe(next);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  /** How many actions, from the first on, these notes account for; throws when one in between is missing. */
  function covered(notes: readonly string[]): number {
    const [first = "", ...rest] = notes;
    const summarised = Number(/^(\d+) actions?\b/.exec(first)?.[1] ?? 0);
    const listed = (summarised > 0 ? rest : notes).map((note) => Number(note.slice(1)));
    const missing = listed.findIndex((number, at) => number > (listed[at - 1] ?? summarised - 1) + 1);
    if (missing !== -1) throw new Error(`missing before ${listed[missing]} in ${notes.join(" ")}`);
    return Math.max(summarised, (listed.at(-1) ?? -1) + 1);
  }
});

import { howToFromPath, replyContext } from "@usher/core";
import { sampleTrigger } from "@usher/core/testing";
import { firstSet } from "../packages/core/src/chat/__fixtures__/first-set.ts";
import { fourthSet } from "../packages/core/src/chat/__fixtures__/fourth-set.ts";
import { inventedAnywhere } from "../packages/core/src/chat/__fixtures__/invented-anywhere.ts";
import { laterReplies } from "../packages/core/src/chat/__fixtures__/later-replies.ts";
import type { ReplyCase } from "../packages/core/src/chat/__fixtures__/reply-case.ts";
import { replyCases } from "../packages/core/src/chat/__fixtures__/reply-cases.ts";
import { secondSet } from "../packages/core/src/chat/__fixtures__/second-set.ts";
import { thirdSet } from "../packages/core/src/chat/__fixtures__/third-set.ts";
import { unseenReplies } from "../packages/core/src/chat/__fixtures__/unseen-replies.ts";
import { checkReply } from "../packages/core/src/chat/check-reply.ts";
import { groundedReply } from "../packages/server/src/chat/grounded-reply.ts";
import { replyGround } from "../packages/server/src/chat/reply-ground.ts";
import { silentLogger } from "../packages/server/src/observe/logger.ts";
import type { LanguageModel } from "../packages/server/src/ports/language-model.ts";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { quantile, round } from "./support/quantile.ts";

export const description =
  "What grounding adds to a reply: assembly, checking, first token; and how right the check is";

const TARGET_ADDED_MS = 15;
const TARGET_FIRST_MS = 5;
const TARGET_REJECTED = 0.02;

interface LatencyRow {
  readonly what: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly targetMs: number;
}

interface AccuracyRow {
  readonly what: string;
  readonly correct: number;
  readonly rejected: number;
  readonly invented: number;
  readonly passed: number;
}

interface ChatResult {
  readonly bench: "chat";
  readonly machine: Machine;
  readonly replies: number;
  readonly rounds: number;
  readonly ok: boolean;
  readonly rows: readonly LatencyRow[];
  readonly accuracy: readonly AccuracyRow[];
}

const trigger = sampleTrigger();
const actions = Array.from({ length: 50 }, (_, index) => ({
  id: `a${index}`,
  type: "click" as const,
  title: `Clicked Save changes in project ${index} of ada@example.com`,
  label: `Save changes ${index}`,
  url: "https://app.example.com/projects",
  canonicalUrl: "/projects",
  at: index,
  receivedAt: index,
}));
const said = Array.from({ length: 20 }, (_, index) => `How do I change the priority of project ${index}?`);
const LINES = Array.from({ length: 8 }, (_, index) =>
  index % 2 === 0
    ? "Click **Table options**, and you will see what can be done with all of the projects.\n"
    : "Then click **Apply to 3**, and all selected projects are updated at once.\n",
);

/**
 * `--replies` per round (400), `--rounds` (9). One thread; a model that answers at once, so that only what is ours is
 * measured. The figures are those of the quietest round: whatever else the machine does comes in bursts.
 */
export async function run({ args }: BenchOptions): Promise<ChatResult> {
  const { replies, rounds } = readNumbers(args, { replies: 400, rounds: 9 });
  await measure(100);
  const measured: Sample[] = [];
  for (let round = 0; round < rounds; round++) {
    say(`round ${round + 1}`);
    measured.push(await measure(replies));
  }
  const rows = [
    latency("assembly and checking, per reply", quietest(measured.map(({ added }) => added)), TARGET_ADDED_MS),
    latency("first line passed on, after the model's", quietest(measured.map(({ first }) => first)), TARGET_FIRST_MS),
  ];
  const accuracy = accuracyTable();
  const isRight = accuracy.every(
    ({ correct, rejected, passed }) => passed === 0 && rejected <= correct * TARGET_REJECTED,
  );
  const ok = isRight && rows.every(({ p99Ms, targetMs }) => p99Ms <= targetMs);
  return { bench: "chat", machine: describeMachine(), replies, rounds, ok, rows, accuracy };
}

interface Sample {
  readonly added: readonly number[];
  readonly first: readonly number[];
}

function quietest(samples: readonly (readonly number[])[]): readonly number[] {
  return [...samples].sort((left, right) => quantile(left, 0.99) - quantile(right, 0.99))[0] ?? [];
}

/** Everything between the store and the socket; the model's own time is taken off. */
async function measure(replies: number): Promise<Sample> {
  const added: number[] = [];
  const first: number[] = [];
  for (let count = 0; count < replies; count++) {
    const started = performance.now();
    let modelMs = 0;
    let toldAt = 0;
    let passedAt = 0;
    const howTo = howToFromPath(trigger.howTo);
    const context = replyContext({ howTo, pathId: trigger.howTo.id, sessionId: "s", actions });
    const ground = replyGround({
      paths: [trigger.howTo],
      howTo,
      documents: [],
      actions,
      allowLinks: [],
      said,
    });
    const model: LanguageModel = {
      async *stream() {
        for (const line of LINES) {
          const from = performance.now();
          await new Promise<void>((resolve) => setImmediate(resolve));
          modelMs += performance.now() - from;
          toldAt ||= performance.now();
          yield line;
        }
      },
    };
    const prompt = { system: context.text, messages: [] };
    const { signal } = new AbortController();
    for await (const piece of groundedReply({
      ground,
      instead: { text: howTo, source: "how_to" },
      prompt,
      model,
      log: silentLogger,
      signal,
    })) {
      if (piece.type === "done" && piece.source !== "llm") throw new Error("The reply should have passed.");
      passedAt ||= performance.now();
    }
    added.push(performance.now() - started - modelMs);
    first.push(passedAt - toldAt);
  }
  return { added, first };
}

function latency(what: string, values: readonly number[], targetMs: number): LatencyRow {
  const at = (share: number): number => round(quantile(values, share));
  return { what, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), targetMs };
}

function accuracyTable(): readonly AccuracyRow[] {
  const fitted = replyCases.map(({ name, ground, correct, invented }) => {
    const later = [laterReplies[name], unseenReplies[name]];
    const right = [...correct, ...later.flatMap((replies) => replies?.correct ?? [])];
    const wrong = [...invented, ...later.flatMap((replies) => replies?.invented ?? []), ...inventedAnywhere];
    return {
      what: name,
      correct: right.length,
      rejected: right.filter((reply) => !checkReply(reply, ground).ok).length,
      invented: wrong.length,
      passed: wrong.filter((reply) => checkReply(reply, ground).ok).length,
    };
  });
  const sets = { "first set": firstSet, "second set": secondSet, "third set": thirdSet, "fourth set": fourthSet };
  return [...fitted, ...Object.entries(sets).map(([what, set]) => rowOf(what, set))];
}

/** Sets of eight products each, written before the check had seen any of them (docs/chat.md tells how they first fared). */
function rowOf(what: string, set: readonly ReplyCase[]): AccuracyRow {
  const count = (of: "correct" | "invented", isOk: boolean): number =>
    set.reduce((sum, { ground, [of]: replies }) => {
      return sum + replies.filter((reply) => checkReply(reply, ground).ok === isOk).length;
    }, 0);
  return {
    what,
    correct: set.reduce((sum, { correct }) => sum + correct.length, 0),
    rejected: count("correct", false),
    invented: set.reduce((sum, { invented }) => sum + invented.length, 0),
    passed: count("invented", true),
  };
}

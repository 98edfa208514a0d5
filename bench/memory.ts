import {
  type Action,
  analyseSession,
  createPathIndex,
  EMPTY_MEMORY,
  foldMemory,
  memoryFacts,
  normaliseEvent,
  type PathIndex,
  rebuildMemory,
  type SessionAnalysis,
  type UserMemory,
} from "@usher/core";
import { samplePath } from "@usher/core/testing";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { measureRates } from "./support/measure-rate.ts";
import { round } from "./support/quantile.ts";

export const description = "Memory: sessions analysed and folded per second, and a rebuild of all of them";

const T = 1_795_178_200_000;
const SESSIONS_PER_USER = 20;
const ACTIONS = 40;
const PATHS = 20;

interface MemoryResult {
  readonly bench: "memory";
  readonly machine: Machine;
  readonly actionsPerSession: number;
  readonly paths: number;
  readonly analysedPerSecond: number;
  /** Into a memory that is full, with its JSON read and written as a store does. */
  readonly foldedPerSecond: number;
  readonly factsPerSecond: number;
  readonly rebuild: { readonly sessions: number; readonly seconds: number; readonly sessionsPerSecond: number };
  /** Of a memory of as many sessions as are kept. */
  readonly memoryBytes: number;
  /** Whether the rebuilt memories are those that were folded one by one. */
  readonly equal: boolean;
}

/** `--sessions` (100,000) to rebuild, 20 a user, 40 actions each; `--rounds` (5), `--ms` per sample (300). */
export async function run({ args }: BenchOptions): Promise<MemoryResult> {
  const { sessions, rounds, ms } = readNumbers(args, { sessions: 100_000, rounds: 5, ms: 300 });
  const index = createPathIndex(
    Array.from({ length: PATHS }, (_, number) => ({ ...samplePath, id: `path-${number}`, page: [`/area-${number}`] })),
  );
  const analyses = Array.from({ length: 60 }, (_, number) => analysed(number, index));
  let full: UserMemory = analyses.reduce(foldMemory, EMPTY_MEMORY);
  let next = 0;
  say("rates");
  const rates = measureRates(
    {
      analysed: () => analysed(next++, index),
      folded: () => {
        const held = JSON.parse(JSON.stringify(full)) as UserMemory;
        full = foldMemory(held, analyses[next++ % analyses.length] as SessionAnalysis);
        return full;
      },
      facts: () => memoryFacts(full, T),
    },
    { rounds, msPerSample: ms },
  );
  say(`rebuild of ${sessions} sessions`);
  const startedAt = performance.now();
  let equal = true;
  for (let first = 0; first < sessions; first += SESSIONS_PER_USER) {
    const count = Math.min(SESSIONS_PER_USER, sessions - first);
    const theirs = Array.from({ length: count }, (_, number) => analysed(first + number, index));
    const rebuilt = rebuildMemory(undefined, theirs);
    // Every hundredth is compared with what folding in the other order makes: that is no part of a rebuild.
    if (first % (100 * SESSIONS_PER_USER) === 0) {
      const folded = theirs.toReversed().reduce(foldMemory, EMPTY_MEMORY);
      equal &&= JSON.stringify(folded) === JSON.stringify(rebuilt);
    }
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return {
    bench: "memory",
    machine: describeMachine(),
    actionsPerSession: ACTIONS,
    paths: PATHS,
    analysedPerSecond: Math.round(rates.analysed),
    foldedPerSecond: Math.round(rates.folded),
    factsPerSecond: Math.round(rates.facts),
    rebuild: { sessions, seconds: round(seconds), sessionsPerSecond: Math.round(sessions / seconds) },
    memoryBytes: JSON.stringify(full).length,
    equal,
  };
}

function analysed(number: number, paths: PathIndex): SessionAnalysis {
  const session = { sessionId: `s${number}`, productId: "bench", userId: "ada" };
  return analyseSession({ session, actions: actionsOf(number), paths, now: T });
}

/** A page view, clicks here and there, and both steps of one path. */
function actionsOf(number: number): readonly Action[] {
  const startedAt = T + number * 3_600_000;
  const url = `https://app.example.com/area-${number % PATHS}`;
  return Array.from({ length: ACTIONS }, (_, order) => {
    const at = startedAt + order * 2_000;
    const id =
      order === 10 ? "projects-table-options" : order === 30 && number % 3 > 0 ? "bulk-apply" : `c${order % 7}`;
    const element = { tag: "button", role: "button", label: `Control ${order % 7}`, id };
    const event = order === 0 ? { type: "page_view" as const } : { type: "click" as const, element };
    return normaliseEvent({ event: { id: `e${number}-${order}`, at, url, ...event }, receivedAt: at });
  });
}

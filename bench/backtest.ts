import { createBacktest } from "@usher/core";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { round } from "./support/quantile.ts";
import { productRules, recordedSession } from "./support/recorded-sessions.ts";
import { usedBytes } from "./support/used-bytes.ts";

export const description = "Rules of a product played over recorded sessions: time, memory, and what they would offer";

const TARGET_S = 10;

interface BacktestResult {
  readonly bench: "backtest";
  readonly machine: Machine;
  readonly sessions: number;
  readonly actionsPerSession: number;
  readonly triggers: number;
  /** Time in the engine alone; making the sessions is not counted. */
  readonly seconds: number;
  /** Of one core, over the same time: what is left when other work on the machine is not counted. */
  readonly cpuSeconds: number;
  readonly actionsPerS: number;
  readonly targetS: number;
  readonly ok: boolean;
  /** Memory in use at the end beyond that after the first tenth. */
  readonly grownMb: number;
  readonly offers: number;
}

/** Sessions made at a time, as a store would page them. */
const PAGE = 100;

/** `--sessions` (10,000), `--actions` in each (60). */
export async function run({ args }: BenchOptions): Promise<BacktestResult> {
  const { sessions, actions } = readNumbers(args, { sessions: 10_000, actions: 60 });
  const rules = productRules();
  play(rules, 300, actions);
  const running = createBacktest({ rules });
  let ms = 0;
  let cpuMs = 0;
  let early = 0;
  for (let number = 0; number < sessions; number += PAGE) {
    const page = Array.from({ length: Math.min(PAGE, sessions - number) }, (_, index) =>
      recordedSession(number + index, actions),
    );
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    for (const recording of page) running.add({ recording, ledger: [] });
    ms += performance.now() - startedAt;
    const { user, system } = process.cpuUsage(cpuBefore);
    cpuMs += (user + system) / 1_000;
    if (number < sessions / 10 && number + PAGE >= sessions / 10) early = usedBytes();
    if (number % 1_000 === 0) say(`${number} sessions, ${round(ms / 1_000)} s`);
  }
  const report = running.report();
  const seconds = ms / 1_000;
  return {
    bench: "backtest",
    machine: describeMachine(),
    sessions: report.sessions,
    actionsPerSession: actions,
    triggers: rules.triggers.length,
    seconds: round(seconds),
    cpuSeconds: round(cpuMs / 1_000),
    actionsPerS: Math.round(report.actions / seconds),
    targetS: TARGET_S,
    ok: seconds <= TARGET_S,
    grownMb: round((usedBytes() - early) / 1_048_576),
    offers: report.draft.offers,
  };
}

function play(rules: ReturnType<typeof productRules>, sessions: number, actions: number): void {
  const warmUp = createBacktest({ rules });
  for (let number = 0; number < sessions; number++)
    warmUp.add({ recording: recordedSession(number, actions), ledger: [] });
}

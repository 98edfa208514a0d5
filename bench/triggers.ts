import { advance } from "@usher/core";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { documentedWorks } from "./support/documented-workload.ts";
import { START, watchedFor, workloadAction, workloadRules, workloadState } from "./support/engine-workload.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { measureRates, type Work } from "./support/measure-rate.ts";
import { plainStep } from "./support/plain-engine.ts";
import { round } from "./support/quantile.ts";

export const description =
  "Trigger evaluation, full engine steps, payloads and state transitions, each beside plain JavaScript";

const TRIGGERS = 30;
const WINDOW = 200;
/** Of the product to plain JavaScript written for the same work. */
const TARGET = 2;

interface TriggersRow {
  readonly what: string;
  readonly perSecond: number;
  readonly plainPerSecond: number;
  /** How many times as long as the plain version. */
  readonly ratio: number;
  readonly target: number | null;
  readonly ok: boolean | null;
}

interface TriggersResult {
  readonly bench: "triggers";
  readonly machine: Machine;
  readonly ok: boolean;
  readonly rows: readonly TriggersRow[];
}

/** `--rounds` (7), `--ms` per sample (300). */
export async function run({ args }: BenchOptions): Promise<TriggersResult> {
  const { rounds, ms } = readNumbers(args, { rounds: 7, ms: 300 });
  const documented = documentedWorks();
  const pairs: readonly Pair[] = [
    { what: "evaluateFirst, 3 documented built-ins, 50 actions", target: TARGET, ...documented.evaluateFirst },
    { what: `advance, ${TRIGGERS} triggers, ${WINDOW} actions`, target: TARGET, ...engineWorks() },
    { what: "payload of 10 actions: JSON → parsed → text", target: null, ...documented.payload },
    { what: "session state: offer, interaction, time-out, cooldown", target: null, ...documented.transitions },
  ];
  const rows = pairs.map(({ what, target, product, plain }): TriggersRow => {
    say(what);
    const rates = measureRates({ product, plain }, { rounds, msPerSample: ms });
    const ratio = rates.plain / rates.product;
    return {
      what,
      perSecond: Math.round(rates.product),
      plainPerSecond: Math.round(rates.plain),
      ratio: round(ratio),
      target,
      ok: target === null ? null : ratio <= target,
    };
  });
  return { bench: "triggers", machine: describeMachine(), ok: rows.every(({ ok }) => ok !== false), rows };
}

interface Pair {
  readonly what: string;
  readonly target: number | null;
  readonly product: Work;
  readonly plain: Work;
}

/** One more click on a full window, again and again from the same state: every trigger looks at every action. */
function engineWorks(): { readonly product: Work; readonly plain: Work } {
  const rules = workloadRules(TRIGGERS);
  const state = workloadState(rules, WINDOW);
  const watched = watchedFor(TRIGGERS);
  const window = state.window.actions;
  const added = Array.from({ length: 64 }, (_, index) => workloadAction(WINDOW + index));
  const now = START + (WINDOW + 64) * 1_000;
  let at = 0;
  const next = () => added[at++ & 63] as (typeof added)[number];
  return {
    product: () => advance(state, { type: "actions", actions: [next()] }, now, rules),
    plain: () => plainStep(window, next(), now, watched),
  };
}

import { advance, createEngineState, type EngineRules, type EngineState } from "@usher/core";
import { type BenchOptions, readNumbers, say } from "./support/bench-options.ts";
import { cpuMicrosOf } from "./support/cpu-micros.ts";
import { START, workloadAction, workloadRules } from "./support/engine-workload.ts";
import { describeMachine, type Machine } from "./support/machine.ts";
import { measureHotSessions } from "./support/measure-hot-sessions.ts";
import { median, round } from "./support/quantile.ts";
import { usedBytes } from "./support/used-bytes.ts";

export const description = "Cost per event and memory per idle session with 1,000, 10,000 and 100,000 live sessions";

const COUNTS = [1_000, 10_000, 100_000] as const;
const COST_TARGET = 1.3;
const MEMORY_TARGET_BYTES = 2_000;
const TRIGGERS = 5;

interface SessionsRow {
  readonly what: "engine alone" | "server with its cache";
  readonly sessions: number;
  /** Processor time, so that other work on the machine counts less. */
  readonly microsPerEvent: number;
  /** Against 1,000 sessions of the same kind. */
  readonly ratio: number;
  /** Heap per session after its first action, with nothing going on. */
  readonly bytesPerSession: number;
}

interface SessionsResult {
  readonly bench: "sessions";
  readonly machine: Machine;
  readonly target: string;
  readonly ok: boolean;
  readonly rows: readonly SessionsRow[];
}

/** `--events` per sample (20,000), `--rounds` (7). */
export async function run({ args }: BenchOptions): Promise<SessionsResult> {
  const { events, rounds } = readNumbers(args, { events: 20_000, rounds: 7 });
  const rules = workloadRules(TRIGGERS);
  const engines = COUNTS.map((sessions) => {
    say(`engine alone, ${sessions} sessions`);
    return { sessions, ...fillEngine(rules, sessions) };
  });
  const samples = new Map(engines.map(({ sessions }) => [sessions, [] as number[]]));
  // Sizes take turns, so that a busy moment of the machine hits all of them.
  for (let turn = 0; turn <= rounds; turn++) {
    for (const { sessions, send } of engines) {
      const micros = cpuMicrosOf(events, (event) => send((event * 7_919) % sessions));
      if (turn > 0) samples.get(sessions)?.push(micros);
    }
  }
  const rows: SessionsRow[] = [];
  for (const { sessions, bytesPerSession } of engines) {
    const microsPerEvent = round(median(samples.get(sessions) ?? []));
    rows.push(compared(rows, { what: "engine alone", sessions, microsPerEvent, bytesPerSession }));
  }
  for (const sessions of COUNTS) {
    say(`server with its cache, ${sessions} sessions`);
    const measured = await measureHotSessions(rules, sessions, events, rounds);
    rows.push(compared(rows, { what: "server with its cache", sessions, ...measured }));
  }
  const ok = rows.every(({ ratio, bytesPerSession }) => ratio <= COST_TARGET && bytesPerSession <= MEMORY_TARGET_BYTES);
  const target = `cost at most ${COST_TARGET} times that of 1,000 sessions, at most ${MEMORY_TARGET_BYTES} bytes per idle session`;
  return { bench: "sessions", machine: describeMachine(), target, ok, rows };
}

function compared(rows: readonly SessionsRow[], row: Omit<SessionsRow, "ratio">): SessionsRow {
  const first = rows.find(({ what }) => what === row.what) ?? row;
  return { ...row, ratio: round(row.microsPerEvent / first.microsPerEvent) };
}

/** Sessions after their first action. `send` gives one its second and forgets what came of it. */
function fillEngine(
  rules: EngineRules,
  count: number,
): { readonly bytesPerSession: number; readonly send: (index: number) => void } {
  const step = (state: EngineState, number: number): EngineState => {
    const action = workloadAction(number, state.session.sessionId);
    return advance(state, { type: "actions", actions: [action] }, START + number * 1_000, rules).state;
  };
  const before = usedBytes();
  const states: EngineState[] = [];
  for (let index = 0; index < count; index++) states.push(step(createEngineState(`s${index}`, rules.policy, START), 0));
  const bytesPerSession = Math.round((usedBytes() - before) / count);
  return { bytesPerSession, send: (index) => void step(states[index] as EngineState, 1) };
}

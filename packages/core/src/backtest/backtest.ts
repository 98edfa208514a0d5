import type { EngineRules } from "../engine/rules.ts";
import type { RecordedSession } from "../explain/recording.ts";
import { type Attention, FRESH_ATTENTION } from "../gate/attention.ts";
import type { EpochMs } from "../ids.ts";
import type { BacktestReport, TriggerChange } from "./backtest-report.ts";
import { type LedgerEntry, liveDecisions } from "./live-decisions.ts";
import { createRulesTally } from "./rules-tally.ts";
import type { SessionDecisions } from "./session-decisions.ts";
import { simulateSession } from "./simulate-session.ts";

/** A stored session with what the live rules decided in it. */
export interface BacktestSession {
  readonly recording: RecordedSession;
  readonly ledger: readonly LedgerEntry[];
}

export interface BacktestOptions {
  readonly rules: EngineRules;
  /** Rules to compare with; what really happened when left out. */
  readonly against?: EngineRules;
}

/** A backtest under way. Its memory does not grow with the number of sessions. */
export interface Backtest {
  /** The sessions of one person must follow each other, in order of time: what an offer spent is spent in the next one. */
  add(session: BacktestSession): void;
  report(): BacktestReport;
}

export function createBacktest({ rules, against }: BacktestOptions): Backtest {
  const draft = createRulesTally(rules.triggers.map(({ id }) => id));
  const baseline = createRulesTally(against?.triggers.map(({ id }) => id));
  const shared = new Map<string, { onlyDraft: number; onlyBaseline: number; both: number }>();
  let sessions = 0;
  let people = 0;
  let actions = 0;
  let from: EpochMs | null = null;
  let to: EpochMs | null = null;
  let subject: string | undefined;
  let draftAttention: Attention = FRESH_ATTENTION;
  let baselineAttention: Attention = FRESH_ATTENTION;

  function enterPerson(next: string): void {
    if (next === subject) return;
    if (subject !== undefined) endPerson();
    subject = next;
    draftAttention = FRESH_ATTENTION;
    baselineAttention = FRESH_ATTENTION;
    people++;
  }

  function endPerson(): void {
    draft.endPerson();
    baseline.endPerson();
  }

  function compare(ours: SessionDecisions, theirs: SessionDecisions): void {
    const [left, right] = [idsOf(ours), idsOf(theirs)];
    for (const id of new Set([...left, ...right])) {
      const count = shared.get(id) ?? { onlyDraft: 0, onlyBaseline: 0, both: 0 };
      shared.set(id, count);
      count[left.has(id) ? (right.has(id) ? "both" : "onlyDraft") : "onlyBaseline"]++;
    }
  }

  return {
    add({ recording, ledger }) {
      enterPerson(recording.subject);
      const live = liveDecisions(ledger);
      const ours = simulateSession(recording, rules, draftAttention, live);
      draftAttention = ours.attention;
      draft.addSession(ours);
      let theirs = live;
      if (against !== undefined) {
        const simulated = simulateSession(recording, against, baselineAttention, live);
        baselineAttention = simulated.attention;
        theirs = simulated;
      }
      baseline.addSession(theirs);
      compare(ours, theirs);
      sessions++;
      for (const { input } of recording.steps) if (input.type === "actions") actions += input.actions.length;
      from = Math.min(from ?? recording.createdAt, recording.createdAt);
      to = Math.max(to ?? recording.createdAt, recording.createdAt);
    },
    report() {
      if (subject !== undefined) endPerson();
      subject = undefined;
      const ids = [...new Set([...draft.triggerIds, ...baseline.triggerIds])];
      return {
        sessions,
        people,
        actions,
        from,
        to,
        draft: draft.report(sessions),
        baseline: { kind: against === undefined ? "live" : "rules", ...baseline.report(sessions) },
        changes: ids.map(
          (triggerId): TriggerChange => ({
            triggerId,
            draftOffers: draft.offersOf(triggerId),
            baselineOffers: baseline.offersOf(triggerId),
            ...(shared.get(triggerId) ?? { onlyDraft: 0, onlyBaseline: 0, both: 0 }),
          }),
        ),
      };
    },
  };
}

/** A backtest over sessions that are at hand. */
export function backtest(sessions: Iterable<BacktestSession>, options: BacktestOptions): BacktestReport {
  const running = createBacktest(options);
  for (const session of sessions) running.add(session);
  return running.report();
}

function idsOf({ offers }: SessionDecisions): ReadonlySet<string> {
  return new Set(offers.map(({ triggerId }) => triggerId));
}

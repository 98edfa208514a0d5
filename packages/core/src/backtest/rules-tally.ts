import type { RulesReport, TriggerReport } from "./backtest-report.ts";
import { createLoadHistogram } from "./load-histogram.ts";
import type { DecidedOffer, SessionDecisions } from "./session-decisions.ts";

/** Adds up what one set of rules did, session by session. Its size depends on the rules, not on the sessions. */
export interface RulesTally {
  addSession(decisions: SessionDecisions): void;
  /** The sessions of one person are through. */
  endPerson(): void;
  /** Offers of a trigger so far. */
  offersOf(triggerId: string): number;
  readonly triggerIds: readonly string[];
  report(sessions: number): RulesReport;
}

interface TriggerTally {
  offers: number;
  people: number;
  errors: number;
  goalReached: number;
  goalReachedAnyway: number;
  readonly holds: Map<string, number>;
  readonly outcomes: { matched: number; shown: number; accepted: number; dismissed: number };
}

/** @param ids Triggers that are reported even when nothing happened to them, in this order. */
export function createRulesTally(ids: readonly string[] = []): RulesTally {
  const triggers = new Map<string, TriggerTally>();
  const overlaps = new Map<string, number>();
  const load = createLoadHistogram();
  const offeredToPerson = new Set<string>();
  let offersToPerson = 0;
  let offers = 0;
  let sessionsWithOffer = 0;
  for (const id of ids) of(id);

  function of(id: string): TriggerTally {
    const known = triggers.get(id);
    if (known !== undefined) return known;
    const created: TriggerTally = {
      offers: 0,
      people: 0,
      errors: 0,
      goalReached: 0,
      goalReachedAnyway: 0,
      holds: new Map(),
      outcomes: { matched: 0, shown: 0, accepted: 0, dismissed: 0 },
    };
    triggers.set(id, created);
    return created;
  }

  function addOffer({ triggerId, goal, outcome }: DecidedOffer): void {
    const trigger = of(triggerId);
    trigger.offers++;
    offeredToPerson.add(triggerId);
    if (goal !== "open") trigger.goalReached++;
    if (goal === "reached_anyway") trigger.goalReachedAnyway++;
    if (outcome === undefined) return;
    trigger.outcomes.matched++;
    if (outcome.shown) trigger.outcomes.shown++;
    if (outcome.end !== "other") trigger.outcomes[outcome.end]++;
  }

  return {
    addSession(decisions) {
      for (const offer of decisions.offers) addOffer(offer);
      for (const { triggerId, reason } of decisions.holds) increase(of(triggerId).holds, reason);
      for (const id of decisions.errors) of(id).errors++;
      offers += decisions.offers.length;
      offersToPerson += decisions.offers.length;
      if (decisions.offers.length > 0) sessionsWithOffer++;
      for (const pair of pairsOf(decisions.offers)) increase(overlaps, pair);
    },
    endPerson() {
      load.add(offersToPerson);
      for (const id of offeredToPerson) of(id).people++;
      offersToPerson = 0;
      offeredToPerson.clear();
    },
    offersOf: (id) => triggers.get(id)?.offers ?? 0,
    get triggerIds() {
      return [...triggers.keys()];
    },
    report(sessions) {
      const per1000 = (count: number): number => (sessions === 0 ? 0 : (count * 1_000) / sessions);
      return {
        offers,
        offersPer1000Sessions: per1000(offers),
        sessionsWithOffer,
        load: load.report(),
        triggers: Array.from(
          triggers,
          ([triggerId, { holds, ...counts }]): TriggerReport => ({
            triggerId,
            ...counts,
            outcomes: { ...counts.outcomes },
            offersPer1000Sessions: per1000(counts.offers),
            holds: Object.fromEntries(holds),
          }),
        ),
        overlaps: Array.from(overlaps, ([pair, count]) => ({
          triggers: pair.split(" ") as [string, string],
          sessions: count,
        })).sort((left, right) => right.sessions - left.sessions),
      };
    },
  };
}

/** Every two triggers that made an offer, as `a b`; ids hold no space. */
function pairsOf(offers: readonly DecidedOffer[]): readonly string[] {
  if (offers.length < 2) return [];
  const ids = [...new Set(offers.map(({ triggerId }) => triggerId))].sort();
  return ids.flatMap((first, index) => ids.slice(index + 1).map((second) => `${first} ${second}`));
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

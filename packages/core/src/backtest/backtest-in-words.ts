import type { BacktestReport, RulesReport, TriggerChange, TriggerReport } from "./backtest-report.ts";

/** A report as lines for a person. */
export function backtestInWords(report: BacktestReport): readonly string[] {
  const { sessions, people, actions, draft, baseline, changes } = report;
  const name = baseline.kind === "live" ? "live" : "compared";
  return [
    `${count(sessions)} sessions of ${count(people)} people, ${count(actions)} actions`,
    "",
    rulesInWords("draft", draft),
    rulesInWords(name, baseline),
    "",
    ...draft.triggers.flatMap(triggerInWords),
    ...(draft.overlaps.length === 0 ? [] : ["", "in the same session:"]),
    ...draft.overlaps.slice(0, 10).map(({ triggers, sessions: both }) => `  ${triggers.join(" and ")}: ${count(both)}`),
    "",
    `against ${name}:`,
    ...changes.map(changeInWords),
  ];
}

function rulesInWords(name: string, { offers, offersPer1000Sessions, load }: RulesReport): string {
  const per1000 = `${decimal(offersPer1000Sessions)} per 1,000 sessions`;
  const perPerson = `per person ${decimal(load.mean)} on average, ${load.p95} at the 95th percentile, ${load.max} at most`;
  return `${name.padEnd(9)}${count(offers)} offers, ${per1000}; ${perPerson}`;
}

function triggerInWords(trigger: TriggerReport): readonly string[] {
  const { triggerId, offers, offersPer1000Sessions, people, holds, errors, outcomes } = trigger;
  const { goalReached, goalReachedAnyway } = trigger;
  const held = Object.entries(holds).sort(([, left], [, right]) => right - left);
  const goal = `  goal reached after ${count(goalReached)}, without help after ${count(goalReachedAnyway)}`;
  const { matched, shown, accepted, dismissed } = outcomes;
  return [
    `${triggerId}: ${count(offers)} offers to ${count(people)} people, ${decimal(offersPer1000Sessions)} per 1,000 sessions`,
    ...(offers === 0 ? [] : [goal]),
    ...(matched === 0
      ? []
      : [`  live at the same moment: ${matched} offers, ${shown} shown, ${accepted} accepted, ${dismissed} dismissed`]),
    ...(held.length === 0 ? [] : [`  held: ${held.map(([reason, times]) => `${reason} ${count(times)}`).join(", ")}`]),
    ...(errors === 0 ? [] : [`  failed ${count(errors)} times`]),
  ];
}

function changeInWords({
  triggerId,
  draftOffers,
  baselineOffers,
  onlyDraft,
  onlyBaseline,
  both,
}: TriggerChange): string {
  const difference = draftOffers - baselineOffers;
  const sign = difference > 0 ? "+" : "";
  const where = `sessions: ${count(both)} in both, ${count(onlyDraft)} new, ${count(onlyBaseline)} gone`;
  return `  ${triggerId}: ${count(baselineOffers)} → ${count(draftOffers)} (${sign}${count(difference)}); ${where}`;
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

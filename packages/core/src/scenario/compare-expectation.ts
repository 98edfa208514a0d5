import type { PlayedHold, PlayedOffer } from "./play-scenario.ts";
import type { ScenarioExpectation } from "./scenario.ts";

/** Every difference as a sentence, in order of time. */
export function compareWithExpectation(
  { offers: expected, holds: expectedHolds }: ScenarioExpectation,
  offers: readonly PlayedOffer[],
  holds: readonly PlayedHold[],
): readonly string[] {
  const differences: string[] = [];
  for (let index = 0; index < Math.max(expected.length, offers.length); index++) {
    const wanted = expected[index];
    const made = offers[index];
    if (wanted === undefined && made !== undefined) {
      differences.push(`unexpected offer: ${made.trigger} at ${seconds(made.atS)}`);
    } else if (wanted !== undefined && made === undefined) {
      differences.push(`missing offer: ${wanted.trigger} at ${seconds(wanted.atS)}${whyNot(wanted.trigger, holds)}`);
    } else if (wanted !== undefined && made !== undefined) {
      const isInTime = Math.abs(made.atS - wanted.atS) <= wanted.withinS + 1e-9;
      if (made.trigger === wanted.trigger && isInTime) continue;
      const window = `${seconds(wanted.atS)} ± ${seconds(wanted.withinS)}`;
      differences.push(
        `offer ${index + 1}: expected ${wanted.trigger} at ${window}, was ${made.trigger} at ${seconds(made.atS)}`,
      );
    }
  }
  for (const { trigger, reason } of expectedHolds) {
    if (holds.some((hold) => hold.trigger === trigger && hold.reason === reason)) continue;
    differences.push(`missing hold: ${trigger} for ${reason}${whyNot(trigger, holds)}`);
  }
  return differences;
}

/** What the trigger was held for instead. */
function whyNot(trigger: string, holds: readonly PlayedHold[]): string {
  const reasons = holds
    .filter((hold) => hold.trigger === trigger)
    .map(({ reason, atS }) => `${reason} at ${seconds(atS)}`);
  return reasons.length === 0 ? "" : ` (held: ${reasons.join(", ")})`;
}

function seconds(value: number): string {
  return `${Math.round(value * 1_000) / 1_000} s`;
}

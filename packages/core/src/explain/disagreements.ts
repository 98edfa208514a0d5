import type { LedgerNote } from "../engine/effect.ts";
import type { EpochMs } from "../ids.ts";
import type { Explanation, TriggerExplanation } from "./explanation.ts";

/** A trigger about which the explanation differs from what was noted at the time. */
export interface Disagreement {
  readonly triggerId: string;
  /** As in the ledger, e.g. `held (cooldown)`. */
  readonly noted: string;
  /** As computed again. */
  readonly computed: string;
}

/**
 * Compares an explanation with the ledger up to its moment. With the rules of that time there is no difference, so any
 * difference means that the rules have changed since.
 * @param ledger The session's rows, oldest first.
 */
export function findDisagreements(
  explanation: Explanation,
  ledger: readonly { readonly at: EpochMs; readonly note: LedgerNote }[],
): readonly Disagreement[] {
  const noted = new Map<string, string>();
  for (const { at, note } of ledger) {
    const verdict = notedVerdict(note);
    if (at <= explanation.at && verdict !== undefined) noted.set(verdict.triggerId, verdict.words);
  }
  return explanation.triggers.flatMap((trigger) => {
    const before = noted.get(trigger.triggerId);
    const computed = computedVerdict(trigger);
    return before === undefined || before === computed
      ? []
      : [{ triggerId: trigger.triggerId, noted: before, computed }];
  });
}

/** The verdict that a ledger row records; undefined for rows that record something else. */
export function notedVerdict(note: LedgerNote): { readonly triggerId: string; readonly words: string } | undefined {
  switch (note.type) {
    case "fired":
      return { triggerId: note.triggerId, words: `offered (${note.offerId})` };
    case "held":
    case "dropped":
      return { triggerId: note.triggerId, words: `${note.type} (${note.reason})` };
    case "quiet":
      return { triggerId: note.triggerId, words: note.reason };
    case "trigger-error":
      return { triggerId: note.triggerId, words: "error" };
    case "shadow-offered":
    case "shadow-resolved":
    case "conversation":
    case "outcome":
    case "tour":
      return undefined;
  }
}

/** The verdict of an explanation in the same words. */
export function computedVerdict({ verdict, reason, offerId }: TriggerExplanation): string {
  const detail = reason ?? offerId;
  return detail === undefined ? verdict : `${verdict} (${detail})`;
}

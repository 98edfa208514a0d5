import type { EpochMs } from "../ids.ts";
import type { AgentState } from "../session/agent-state.ts";
import type { TriggerContext } from "../triggers/condition.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { Attention } from "./attention.ts";
import type { Deferral } from "./deferral.ts";
import type { GateAnswer, Hold } from "./hold-reason.ts";
import type { GatePolicy } from "./policy.ts";
import { anchorMissing } from "./rules/anchor-missing.ts";
import { budget } from "./rules/budget.ts";
import { consent } from "./rules/consent.ts";
import { cooldown } from "./rules/cooldown.ts";
import { goalReached } from "./rules/goal-reached.ts";
import { holdout } from "./rules/holdout.ts";
import { mastered } from "./rules/mastered.ts";
import { noAudience } from "./rules/no-audience.ts";
import { offerOpen } from "./rules/offer-open.ts";
import { optedOut } from "./rules/opted-out.ts";
import { pageAge } from "./rules/page-age.ts";
import { pageMismatch } from "./rules/page-mismatch.ts";
import { paused } from "./rules/paused.ts";
import { quietHours } from "./rules/quiet-hours.ts";
import { shadow } from "./rules/shadow.ts";
import { triggerCooldown } from "./rules/trigger-cooldown.ts";
import { typing } from "./rules/typing.ts";
import { wrongState } from "./rules/wrong-state.ts";

/** Everything a gate rule may look at. */
export interface GateInput {
  readonly now: EpochMs;
  readonly trigger: Trigger;
  readonly context: TriggerContext;
  readonly agent: AgentState;
  /** A tour is running or the chat is open in this session. */
  readonly busy: boolean;
  /** A person of the team is in the user's conversation. */
  readonly handover?: boolean;
  readonly attention: Attention;
  /** Offers shown in this session so far. */
  readonly shownCount: number;
  /** Whether a page is connected that could show an offer. */
  readonly audience: boolean;
  /** What the page reported of the user's consent; null when it said nothing. */
  readonly consent: boolean | null;
  /** Anchors the page reported as not there. */
  readonly missingAnchors: readonly string[];
  /** When the user came to the current page; null when that is not known. */
  readonly pageSince: EpochMs | null;
  /** Until when the user counts as typing or dragging unless they go on; 0 when they do neither. */
  readonly typingUntil: EpochMs;
  /** Set while this proposal waits for a pause. */
  readonly deferral?: Deferral;
  readonly policy: GatePolicy;
}

export type GateRule = (input: GateInput) => Hold | undefined;

/**
 * In order; the first that holds wins. The person's own wish comes first and beats everything; then what is known
 * without looking at the moment; then whether this is the moment; and last the two that only measure, so that `shadow`
 * and `holdout` mean: all else was right.
 */
const RULES: readonly GateRule[] = [
  optedOut,
  consent,
  paused,
  quietHours,
  wrongState,
  offerOpen,
  cooldown,
  triggerCooldown,
  budget,
  goalReached,
  mastered,
  pageMismatch,
  anchorMissing,
  noAudience,
  pageAge,
  typing,
  shadow,
  holdout,
];

/** One call, never throws: a rule that fails holds the offer, because silence is the safe side. */
export function askGate(input: GateInput): GateAnswer {
  for (const rule of RULES) {
    const hold = ask(rule, input);
    if (hold !== undefined) return { ok: false, ...hold };
  }
  return { ok: true };
}

function ask(rule: GateRule, input: GateInput): Hold | undefined {
  try {
    return rule(input);
  } catch (error) {
    return { reason: "gate_error", detail: error instanceof Error ? error.message : String(error) };
  }
}

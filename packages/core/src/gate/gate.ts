import type { EpochMs } from "../ids.ts";
import type { AgentState } from "../session/agent-state.ts";
import type { TriggerContext } from "../triggers/condition.ts";
import type { Trigger } from "../triggers/trigger.ts";
import type { Attention } from "./attention.ts";
import type { GateAnswer, Hold } from "./hold-reason.ts";
import type { GatePolicy } from "./policy.ts";
import { budget } from "./rules/budget.ts";
import { cooldown } from "./rules/cooldown.ts";
import { goalReached } from "./rules/goal-reached.ts";
import { noAudience } from "./rules/no-audience.ts";
import { offerOpen } from "./rules/offer-open.ts";
import { optedOut } from "./rules/opted-out.ts";
import { paused } from "./rules/paused.ts";
import { triggerCooldown } from "./rules/trigger-cooldown.ts";
import { wrongState } from "./rules/wrong-state.ts";

/** Everything a gate rule may look at. */
export interface GateInput {
  readonly now: EpochMs;
  readonly trigger: Trigger;
  readonly context: TriggerContext;
  readonly agent: AgentState;
  /** A tour is running or the chat is open in this session. */
  readonly busy: boolean;
  readonly attention: Attention;
  /** Offers shown in this session so far. */
  readonly shownCount: number;
  /** Whether a page is connected that could show an offer. */
  readonly audience: boolean;
  readonly policy: GatePolicy;
}

export type GateRule = (input: GateInput) => Hold | undefined;

/**
 * In order; the first that holds wins. The person's own wish comes first and beats everything; whether anyone could see
 * the offer comes last, so that `no_audience` means: all else was right.
 */
const RULES: readonly GateRule[] = [
  optedOut,
  paused,
  wrongState,
  offerOpen,
  cooldown,
  triggerCooldown,
  budget,
  goalReached,
  noAudience,
];

/** One call, never throws: a rule that fails holds the offer, because silence is the safe side. */
export function askGate(input: GateInput): GateAnswer {
  for (const rule of RULES) {
    const hold = rule(input);
    if (hold !== undefined) return { ok: false, ...hold };
  }
  return { ok: true };
}

import { UsherError } from "../errors.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import type { Condition, ConditionResult, TriggerContext } from "./condition.ts";

/** Longest body a nudge may have, code points: one glance. */
export const BODY_MAX = 150;

/** A rule that may propose help. */
export interface Trigger {
  /** Stable; outcomes and cooldowns are kept under it. `[a-z0-9_]`. */
  readonly id: string;
  /** Page patterns on which it may fire and its offer may be visible. */
  readonly page: readonly string[];
  /** Why the user may need help now. */
  readonly when: Condition;
  /** The goal that makes the help moot: never offered once met, withdrawn as soon as it is. */
  readonly until: Condition;
  /** The answer: the path whose steps are the tour and whose words are the how-to. */
  readonly howTo: GoldenPath;
  readonly offer: TriggerOffer;
  /** Least time between two offers of this trigger to the same user, seconds, however the first ended. */
  readonly cooldownS: number;
  /** Judged and recorded as if it were live, but never shown: what it would have done can be read before it does it. */
  readonly shadow?: boolean;
  /** The workflow the help teaches, as memory knows it: never offered to a user who mastered it. */
  readonly workflow?: string;
  /** Anchor of the control the help points at: held while the page reports that it is not there. */
  readonly anchor?: string;
  /** How long the user must have been on the page, seconds. Default: the policy's `minPageAgeS`. */
  readonly minPageAgeS?: number;
  /** How long a proposal may wait for the user to stop typing before it is dropped, seconds. Default: the policy's. */
  readonly deferS?: number;
}

export interface TriggerOffer {
  readonly body: string;
  /** Label of the button that starts the tour. Default "Show me"; null for no tour. */
  readonly tourLabel?: string | null;
  /** Label of the button that opens the chat. Default "Open chat"; null for no chat. */
  readonly chatLabel?: string | null;
}

/** What the author writes: `page` may be one pattern, `cooldownS` may be left out (one hour). */
export interface TriggerDefinition extends Omit<Trigger, "page" | "cooldownS"> {
  readonly page: string | readonly string[];
  readonly cooldownS?: number;
}

const DEFAULT_COOLDOWN_S = 3_600;
const ID = /^[a-z0-9][a-z0-9_]{0,63}$/;

/** Checks a trigger and returns it. Throws UsherError `trigger_invalid` naming the field. */
export function defineTrigger(definition: TriggerDefinition): Trigger {
  const where = `triggers.${definition.id}`;
  const page = typeof definition.page === "string" ? [definition.page] : definition.page;
  const cooldownS = definition.cooldownS ?? DEFAULT_COOLDOWN_S;
  if (!ID.test(definition.id)) throw invalid(`${where}.id`, "use lower-case letters, digits and _ (at most 64)");
  if (page.length === 0) throw invalid(`${where}.page`, "name at least one page pattern on which the help can run");
  if (typeof definition.when !== "function") throw invalid(`${where}.when`, "give a condition, e.g. countWithin({…})");
  if (typeof definition.until !== "function")
    throw invalid(`${where}.until`, "give the goal that makes this help moot");
  if (definition.howTo === undefined) throw invalid(`${where}.howTo`, "give the golden path that answers it");
  const length = Array.from(definition.offer.body).length;
  if (length === 0 || length > BODY_MAX)
    throw invalid(`${where}.offer.body`, `write 1–${BODY_MAX} characters, not ${length}`);
  if (!(cooldownS > 0) || !Number.isFinite(cooldownS))
    throw invalid(`${where}.cooldownS`, "give a number of seconds above 0");
  return { ...definition, page, cooldownS };
}

function invalid(path: string, fix: string): UsherError {
  return new UsherError("trigger_invalid", `${path}: ${fix}`, { path });
}

/** What a trigger says about a moment. `error` keeps a throwing trigger from harming the next. */
export type Verdict =
  | { readonly type: "fire"; readonly result: ConditionResult }
  | { readonly type: "quiet"; readonly result: ConditionResult }
  | { readonly type: "error"; readonly message: string };

export function evaluateTrigger(trigger: Trigger, context: TriggerContext): Verdict {
  try {
    const result = trigger.when(context);
    return { type: result.met ? "fire" : "quiet", result };
  } catch (error) {
    return { type: "error", message: error instanceof Error ? error.message : String(error) };
  }
}

import type { ActionsPayload } from "../actions/actions-payload.ts";
import type { SlimAction } from "../actions/slim-action.ts";
import { UsherError } from "../errors.ts";
import { type ScopeCheck, validateScope } from "./scope-policy.ts";

/** Age of the oldest batch that is taken into account, seconds. */
export const DEFAULT_PROACTIVE_CONTEXT_LOOKBACK_S = 120;
/** Most actions a context holds. */
export const DEFAULT_PROACTIVE_CONTEXT_MAX_ACTIONS = 50;

export interface ProactiveTriggerContextFields extends ScopeCheck {
  readonly sessionId?: string;
  readonly productId?: string;
  /** Chat thread, so that cooldowns can be kept per thread. Default null: none. */
  readonly conversationId?: string | null;
  /** Actions in the whole session, counted by the caller; 0 when it does not count. */
  readonly actionCount?: number;
  /** Addresses in order, null where unknown. Default: one for each recent action. */
  readonly canonicalUrls?: readonly (string | null)[];
  readonly recentActions?: readonly SlimAction[];
  readonly latestSummaryText?: string;
  readonly priorSessionSummaries?: readonly string[];
  /** Settings and connector data; keys are snake_case as in configuration, e.g. `dwell_threshold_seconds`. */
  readonly contextExtra?: Readonly<Record<string, unknown>>;
  /** The moment of evaluation, seconds since the Unix epoch. Without it time spent idle cannot be seen. */
  readonly nowS?: number;
}

export type SlimActionsContextOptions = Omit<ProactiveTriggerContextFields, "recentActions" | "canonicalUrls">;

export interface ActionsPayloadsContextOptions extends SlimActionsContextOptions {
  /** Batches forwarded earlier than this many seconds before `nowS` are left out; null for no limit. Default 120. */
  readonly lookbackS?: number | null;
  /** Only the newest this many actions are kept; null for no limit. Default 50. */
  readonly maxActions?: number | null;
}

/** One moment of one session, as every trigger sees it. Immutable. */
export class ProactiveTriggerContext {
  readonly sessionId: string;
  readonly productId: string;
  readonly conversationId: string | null;
  readonly actionCount: number;
  readonly recentActions: readonly SlimAction[];
  readonly latestSummaryText: string;
  readonly priorSessionSummaries: readonly string[];
  readonly contextExtra: Readonly<Record<string, unknown>>;
  readonly nowS: number | undefined;
  #canonicalUrls: readonly (string | null)[] | undefined;

  /** Throws UsherError `proactive_trigger_scope_invalid` when an id is missing and the policy is not lenient. */
  constructor(
    fields: ProactiveTriggerContextFields,
    recentActions: readonly SlimAction[] = fields.recentActions ?? [],
  ) {
    validateScope(fields, fields);
    this.sessionId = fields.sessionId ?? "";
    this.productId = fields.productId ?? "";
    this.conversationId = fields.conversationId ?? null;
    this.actionCount = fields.actionCount ?? 0;
    this.recentActions = recentActions;
    this.latestSummaryText = fields.latestSummaryText ?? "";
    this.priorSessionSummaries = fields.priorSessionSummaries ?? [];
    this.contextExtra = fields.contextExtra ?? {};
    this.nowS = fields.nowS;
    this.#canonicalUrls = fields.canonicalUrls;
  }

  /** Built on first use: most contexts are asked for it once, many never. */
  get canonicalUrls(): readonly (string | null)[] {
    this.#canonicalUrls ??= this.recentActions.map((action) => action.canonicalUrl || null);
    return this.#canonicalUrls;
  }

  /** A context over exactly these actions. Throws `proactive_trigger_scope_invalid`. */
  static fromSlimActions(actions: readonly SlimAction[], options: SlimActionsContextOptions): ProactiveTriggerContext {
    return new ProactiveTriggerContext(options, actions);
  }

  /**
   * A context over the newest actions of these batches (oldest first, as stored). The oldest kept batch is cut from
   * its start. Throws `context_limits_invalid` for a limit below its minimum or a look-back without `nowS`, and
   * `proactive_trigger_scope_invalid`.
   */
  static fromActionsPayloads(
    payloads: readonly ActionsPayload[],
    options: ActionsPayloadsContextOptions,
  ): ProactiveTriggerContext {
    const { lookbackS = DEFAULT_PROACTIVE_CONTEXT_LOOKBACK_S, maxActions = DEFAULT_PROACTIVE_CONTEXT_MAX_ACTIONS } =
      options;
    if (maxActions !== null && !(maxActions >= 1)) throw invalid("maxActions", "give at least 1, or null for no limit");
    if (lookbackS !== null && !(lookbackS > 0)) throw invalid("lookbackS", "give more than 0 s, or null for no limit");
    if (lookbackS !== null && options.nowS === undefined) throw invalid("nowS", "a look-back needs the present moment");
    const oldestS = lookbackS === null ? Number.NEGATIVE_INFINITY : (options.nowS as number) - lookbackS;
    const actions = newestActions(payloads, oldestS, maxActions ?? Number.POSITIVE_INFINITY);
    return new ProactiveTriggerContext(options, actions);
  }
}

function newestActions(payloads: readonly ActionsPayload[], oldestS: number, limit: number): readonly SlimAction[] {
  let count = 0;
  let first = payloads.length;
  while (first > 0 && count < limit) {
    const payload = payloads[--first] as ActionsPayload;
    if (payload.forwardedAtS >= oldestS) count += payload.actions.length;
  }
  let skip = Math.max(0, count - limit);
  const kept: SlimAction[] = [];
  for (let at = first; at < payloads.length; at++) {
    const payload = payloads[at] as ActionsPayload;
    if (payload.forwardedAtS < oldestS) continue;
    const { actions } = payload;
    for (let index = skip; index < actions.length; index++) kept.push(actions[index] as SlimAction);
    skip = Math.max(0, skip - actions.length);
  }
  return kept;
}

function invalid(path: string, fix: string): UsherError {
  return new UsherError("context_limits_invalid", `${path}: ${fix}`, { path });
}

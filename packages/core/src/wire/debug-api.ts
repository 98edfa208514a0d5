/** `GET /v1/debug` and, with more, `GET /v1/admin/explain`: a session explained. Moments are epoch milliseconds. */
export interface ExplanationWire {
  readonly session_id: string;
  readonly user_id: string | null;
  readonly at: number;
  readonly decided_at: number;
  readonly state: string;
  readonly page: string | null;
  readonly action_count: number;
  readonly audience: boolean;
  readonly offer: { readonly offer_id: string; readonly trigger_id: string; readonly status: string } | null;
  readonly triggers: readonly TriggerExplanationWire[];
  /** The same as lines for a person. */
  readonly words: readonly string[];
}

export interface TriggerExplanationWire {
  readonly trigger_id: string;
  readonly verdict: string;
  readonly reason?: string;
  readonly until?: number;
  readonly offer_id?: string;
  readonly since?: number;
  readonly page: { readonly patterns: readonly string[]; readonly met: boolean };
  readonly when: ConditionExplanationWire | null;
  readonly goal: ConditionExplanationWire | null;
  readonly error?: string;
}

export interface ConditionExplanationWire {
  readonly condition: string;
  readonly met: boolean;
  readonly value?: number;
  readonly threshold?: number;
  readonly distance?: number;
  readonly recheck_at?: number;
  readonly children?: readonly ConditionExplanationWire[];
}

/** What an operator is told besides. */
export interface AdminExplanationWire extends ExplanationWire {
  /** Triggers about which today's rules say something else than was noted at the time. */
  readonly disagreements: readonly { readonly trigger_id: string; readonly noted: string; readonly computed: string }[];
}

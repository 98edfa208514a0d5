export interface UserMemoryTable {
  readonly product_id: string;
  readonly subject: string;
  readonly version: number;
  /** JSON text. */
  readonly body: string;
}

export interface SessionAnalysisTable {
  readonly product_id: string;
  readonly session_id: string;
  readonly subject: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly started_at: number;
  readonly ended_at: number;
  readonly action_count: number;
  /** JSON text; empty once it was forgotten: the row stays, so that the session is not analysed again. */
  readonly body: string;
}

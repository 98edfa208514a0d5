export interface WebhookEndpointTable {
  readonly product_id: string;
  readonly endpoint_id: string;
  readonly url: string;
  /** JSON. */
  readonly secrets: string;
  readonly cursor: number;
  readonly status: string;
  readonly disabled_reason: string | null;
  readonly failing_since: number | null;
  readonly last_success_at: number | null;
  readonly created_at: number;
}

export interface WebhookDeliveryTable {
  readonly product_id: string;
  readonly endpoint_id: string;
  readonly delivery_id: string;
  readonly session_id: string;
  readonly position: number;
  readonly part: number;
  readonly status: string;
  readonly attempts: number;
  readonly refusals: number;
  readonly refused_since: number | null;
  readonly next_attempt_at: number | null;
  readonly body: string;
  readonly last_failure: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

/** `POST /v1/admin/products/:id/webhooks`. Moments in this file are epoch milliseconds. */
export interface CreateWebhookRequest {
  /** https, on the public internet, port 443 or 8443. */
  readonly url: string;
  /** With what deliveries are signed; made up when left out, which is better. */
  readonly secret?: string | undefined;
}

/** `PATCH /v1/admin/products/:id/webhooks/:webhook_id`. */
export interface ChangeWebhookRequest {
  readonly enabled: boolean;
  /** With `enabled: true`: begin with what happens from now on, instead of where it stopped. Default false. */
  readonly skip_missed?: boolean | undefined;
}

/** An endpoint that is told what happens in a product. */
export interface WebhookWire {
  readonly webhook_id: string;
  readonly url: string;
  readonly status: "enabled" | "disabled";
  readonly disabled_reason: string | null;
  /** When each secret that signs now ends; null: it does not. The newest first, empty when the product's own sign. */
  readonly secrets: readonly { readonly expires_at: number | null }[];
  /** Position of the product's stream up to which deliveries were made. */
  readonly position: number;
  /** The first failure since the last success. */
  readonly failing_since: number | null;
  /** To the minute. */
  readonly last_success_at: number | null;
  readonly created_at: number;
}

/** With its secret, which is shown this once. */
export interface CreatedWebhookReply extends WebhookWire {
  readonly secret: string;
}

/** `POST …/webhooks/:webhook_id/test`. */
export interface WebhookTestReply {
  readonly delivered: boolean;
  /** What the endpoint answered; null when nothing did. */
  readonly status: number | null;
  readonly failure: string | null;
  readonly duration_ms: number;
}

export interface WebhookDeliveryWire {
  /** The `webhook-id` of every attempt. */
  readonly delivery_id: string;
  readonly webhook_id: string;
  readonly session_id: string;
  readonly status: "pending" | "delivered" | "dead";
  readonly attempts: number;
  readonly next_attempt_at: number | null;
  readonly last_failure: string | null;
  readonly body_bytes: number;
  readonly created_at: number;
  readonly updated_at: number;
}

/** `POST …/webhooks/:webhook_id/redrive` and `POST …/deliveries/:delivery_id/redrive`. */
export interface RedriveReply {
  readonly redriven: number;
}

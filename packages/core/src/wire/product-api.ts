/** `POST /products`: the registration that existing tools of the stream send. What is not named here is ignored. */
export interface RegisterProductRequest {
  readonly product_id: string;
  readonly contact_email: string;
  /** With what sources sign what they send. Made up when left out. */
  readonly webhook_secret?: string | null;
  /** `event_stream`: your servers read the stream. `webhook`: it is pushed to `integration_config.url`. */
  readonly integration_type?: "event_stream" | "webhook";
  readonly integration_config?: {
    readonly mode?: "sse" | "push" | null;
    readonly url?: string | null;
    readonly secret?: string | null;
  } | null;
  /** A further address to push to. */
  readonly forward_url?: string | null;
  readonly forward_secret?: string | null;
  /** The product exists: make a new secret key and webhook secret. The old ones work for another 24 hours. */
  readonly force_reregister?: boolean;
  /** Origins whose pages may use the publishable key. */
  readonly origins?: readonly string[];
}

/** Keys and secrets are in here once and never shown again. */
export interface RegisterProductReply {
  readonly product_id: string;
  readonly integration_type: "event_stream" | "webhook";
  /** For pages. */
  readonly publishable_key: string;
  /** For your servers. */
  readonly secret_key: string;
  readonly webhook_secret: string;
  /** Where PostHog's webhook destination sends to. */
  readonly webhook_url: string;
  /** Where your servers read. */
  readonly stream_url: string;
  /** The secret key under the name that existing clients read. */
  readonly unkey_key: string;
  readonly unkey_key_id: string;
  /** Always false: there is no second place. */
  readonly dual_write: boolean;
  /** Where the stream is pushed to, when the registration asked for it, and what signs it. */
  readonly webhooks?: readonly { readonly webhook_id: string; readonly url: string; readonly secret: string }[];
}

/** `POST /v1/admin/products` */
export interface CreateProductRequest {
  readonly product_id: string;
  readonly contact_email?: string;
  readonly origins?: readonly string[];
  readonly webhook_secret?: string;
}

/** `PATCH /v1/admin/products/:id`: what is left out stays. */
export interface ChangeProductRequest {
  readonly contact_email?: string | null;
  readonly origins?: readonly string[];
}

/** `POST /v1/admin/products/:id/rotate` */
export interface RotateRequest {
  readonly what: "publishable" | "secret" | "webhook";
  /** Seconds for which the old one still works. Default 86,400. */
  readonly overlap_s?: number;
}

/** The new key or secret: shown once. */
export interface RotateReply {
  readonly product_id: string;
  readonly what: "publishable" | "secret" | "webhook";
  readonly value: string;
  /** Until when the old one works, epoch milliseconds. */
  readonly old_works_until: number;
}

export interface ProductWire {
  readonly product_id: string;
  readonly contact_email: string | null;
  readonly origins: readonly string[];
  /** Whether the configuration names it, too. */
  readonly configured: boolean;
  readonly webhook_url: string;
  readonly stream_url: string;
  /** Epoch milliseconds; null for products that only the configuration names. */
  readonly created_at: number | null;
  readonly keys: readonly KeyWire[];
}

export interface KeyWire {
  readonly key_id: string;
  readonly kind: "publishable" | "secret" | "restricted" | "admin";
  /** Publishable keys only: they are not secret. */
  readonly key?: string;
  readonly last_four: string;
  readonly scopes: readonly string[];
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly in_force: boolean;
}

/** `POST /v1/admin/products/:id/keys` */
export interface CreateKeyRequest {
  readonly kind: "publishable" | "secret" | "restricted";
  /** Of restricted keys: what they may do. */
  readonly scopes?: readonly string[];
  /** Epoch milliseconds. Default: no end. */
  readonly expires_at?: number | null;
}

/** `POST /v1/admin/products/:id/keys/:key_id/rotate` */
export interface RotateKeyRequest {
  readonly overlap_s?: number;
}

/** A key with its text, which is shown once. */
export interface CreatedKeyReply extends KeyWire {
  readonly key: string;
}

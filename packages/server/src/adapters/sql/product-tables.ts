/** Products registered at runtime; lists are JSON text. */
export interface ProductTable {
  readonly product_id: string;
  readonly contact_email: string | null;
  readonly origins: string;
  readonly webhook_secrets: string;
  readonly created_at: number;
}

export interface ProductKeyTable {
  /** Empty for admin keys, which belong to no product. */
  readonly product_id: string;
  readonly key_id: string;
  readonly kind: string;
  readonly hash: string;
  readonly last_four: string;
  readonly scopes: string;
  readonly created_at: number;
  readonly expires_at: number | null;
}

import type { EpochMs } from "@usher/core";

/** Products registered at runtime and the keys of all products. Secrets arrive here hashed or sealed, never in the clear. */
export interface ProductStore {
  /** `exists` when the id is taken: nothing was written. */
  createProduct(product: ProductRecord, keys: readonly KeyRecord[]): Promise<"created" | "exists">;
  /** Replaces a product's settings and adds keys. */
  replaceProduct(product: ProductRecord, newKeys: readonly KeyRecord[]): Promise<void>;
  deleteProduct(productId: string): Promise<void>;
  listProducts(): Promise<readonly ProductRecord[]>;
  listKeys(): Promise<readonly KeyRecord[]>;
  addKeys(keys: readonly KeyRecord[]): Promise<void>;
  /** From then on the key opens nothing. */
  expireKey(productId: string, keyId: string, expiresAt: EpochMs): Promise<void>;
}

export interface ProductRecord {
  readonly productId: string;
  readonly contactEmail: string | null;
  /** Origins whose pages may use the publishable keys. */
  readonly origins: readonly string[];
  /** With what sources sign what they send, sealed by the installation's key; the newest first. */
  readonly webhookSecrets: readonly SealedSecret[];
  readonly createdAt: EpochMs;
}

export interface SealedSecret {
  /** AES-256-GCM, base64url, with its nonce. */
  readonly sealed: string;
  /** Null: no end. During a rotation the older one ends later. */
  readonly expiresAt: EpochMs | null;
}

export type KeyKind = "publishable" | "secret" | "restricted" | "admin";

export interface KeyRecord {
  readonly productId: string;
  /** Public name of the key, e.g. `key_…`. */
  readonly keyId: string;
  readonly kind: KeyKind;
  /** SHA-256 of the key, hex; of publishable keys the key itself, for they are not secret. */
  readonly hash: string;
  readonly lastFour: string;
  readonly scopes: readonly string[];
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs | null;
}

import { randomBytes } from "node:crypto";
import { type EpochMs, UsherError } from "@usher/core";
import type { KeyKind, KeyRecord, ProductRecord, ProductStore, SealedSecret } from "../ports/product-store.ts";
import type { Sealer } from "../ports/sealer.ts";
import { createKey, createWebhookSecret, hashKey } from "./key-format.ts";
import { isInForce } from "./key-ring.ts";
import { type Scope, SECRET_SCOPES } from "./scopes.ts";

/** How long the old key or secret still works after a rotation, unless said otherwise. */
export const DEFAULT_OVERLAP_MS: number = 24 * 3_600_000;

/** Under what admin keys are kept: they belong to no product. */
export const ADMIN_KEYS = "";

export interface NewProduct {
  readonly productId: string;
  readonly contactEmail?: string | null;
  readonly origins?: readonly string[];
  /** Default: made up. */
  readonly webhookSecret?: string;
  /** A product that exists gets a new secret key and webhook secret; the old ones go on for `overlapMs`. */
  readonly force?: boolean;
  /** Default 24 hours. */
  readonly overlapMs?: number;
  /** Only when no product is registered: whoever comes second is refused, also in the same moment. */
  readonly onlyFirst?: boolean;
}

export type ProductChange = Partial<Pick<ProductRecord, "contactEmail" | "origins">>;

/** A product with what is shown once. */
export interface RegisteredProduct {
  readonly product: ProductRecord;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly secretKeyId: string;
  readonly webhookSecret: string;
}

export interface NewKey {
  readonly productId: string;
  readonly kind: KeyKind;
  /** Default: those of a secret key for secret keys, none for others. */
  readonly scopes?: readonly Scope[];
  readonly expiresAt?: EpochMs | null;
}

/** A key with its text, which is shown once. */
export interface CreatedKey {
  readonly key: string;
  readonly record: KeyRecord;
}

/** Changes to products and keys, one after the other. Rejects with UsherError `product_exists`, `product_unknown`, `key_not_found`. */
export interface ProductAdmin {
  register(product: NewProduct): Promise<RegisteredProduct>;
  /** What is left out stays. */
  change(productId: string, change: ProductChange): Promise<void>;
  remove(productId: string): Promise<void>;
  createKey(key: NewKey): Promise<CreatedKey>;
  /** A new key like the old one, which ends after `overlapMs`. */
  rotateKey(productId: string, keyId: string, overlapMs: number): Promise<CreatedKey>;
  /** Rotates the newest key of its kind. */
  rotateKind(productId: string, kind: KeyKind, overlapMs: number): Promise<CreatedKey>;
  rotateWebhookSecret(productId: string, overlapMs: number, secret?: string): Promise<string>;
  revokeKey(productId: string, keyId: string): Promise<void>;
}

interface Options {
  readonly store: ProductStore;
  readonly sealer: Sealer;
  readonly now: () => EpochMs;
  /** Ids of products that need no registration: those of the configuration. */
  readonly configured: ReadonlySet<string>;
  /** After each change; what was changed is in force when it resolves. */
  readonly onChange: () => Promise<void>;
}

export function createProductAdmin({ store, sealer, now, configured, onChange }: Options): ProductAdmin {
  let last: Promise<unknown> = Promise.resolve();

  /** What one change looks at, no other may change meanwhile. */
  function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = last.then(async () => {
      const done = await change();
      await onChange();
      return done;
    });
    last = result.catch(() => {});
    return result;
  }

  async function findProduct(productId: string): Promise<ProductRecord | undefined> {
    return (await store.listProducts()).find((product) => product.productId === productId);
  }

  async function requireProduct(productId: string): Promise<ProductRecord> {
    const product = await findProduct(productId);
    if (product !== undefined) return product;
    if (configured.has(productId)) return emptyProduct(productId, now());
    throw new UsherError(
      "product_unknown",
      `There is no product "${productId}". usher product list shows those there are.`,
    );
  }

  /** Newest first. */
  async function keysOf(productId: string): Promise<readonly KeyRecord[]> {
    const keys = (await store.listKeys()).filter((key) => key.productId === productId && isInForce(key, now()));
    return keys.reverse();
  }

  function makeKey({ productId, kind, scopes, expiresAt = null }: NewKey): CreatedKey {
    const key = createKey(kind);
    const record: KeyRecord = {
      productId,
      keyId: `key_${randomBytes(12).toString("hex")}`,
      kind,
      hash: kind === "publishable" ? key : hashKey(key),
      lastFour: key.slice(-4),
      scopes: scopes ?? (kind === "secret" ? SECRET_SCOPES : []),
      createdAt: now(),
      expiresAt,
    };
    return { key, record };
  }

  /** An end that comes sooner anyway stays. */
  async function endLater(key: KeyRecord, overlapMs: number): Promise<void> {
    const end = now() + overlapMs;
    if (key.expiresAt === null || key.expiresAt > end) await store.expireKey(key.productId, key.keyId, end);
  }

  /** The new one first; the one in force before it goes on for a while, older ones end. */
  function rotateSecrets(current: readonly SealedSecret[], secret: string, overlapMs: number): readonly SealedSecret[] {
    const fresh: SealedSecret = { sealed: sealer.seal(secret), expiresAt: null };
    const end = now() + overlapMs;
    const previous = current.filter((each) => isInForce(each, now())).slice(0, 1);
    if (overlapMs === 0) return [fresh];
    return [fresh, ...previous.map((each) => ({ ...each, expiresAt: Math.min(each.expiresAt ?? end, end) }))];
  }

  async function replaceKey(old: KeyRecord, overlapMs: number): Promise<CreatedKey> {
    const { productId, kind, scopes } = old;
    const created = makeKey({ productId, kind, scopes: scopes as readonly Scope[] });
    await store.addKeys([created.record]);
    await endLater(old, overlapMs);
    return created;
  }

  return {
    register: (wanted) =>
      inTurn(async () => {
        const { productId, overlapMs = DEFAULT_OVERLAP_MS } = wanted;
        const existing = await findProduct(productId);
        if (wanted.onlyFirst && (configured.size > 0 || (await store.listProducts()).length > 0)) {
          throw new UsherError(
            "admin_key_invalid",
            "Another product was registered first: from now on the admin key is needed.",
          );
        }
        if (existing !== undefined && !wanted.force) throw productExists(productId);
        const webhookSecret = wanted.webhookSecret ?? createWebhookSecret();
        const product: ProductRecord = {
          productId,
          contactEmail: wanted.contactEmail ?? existing?.contactEmail ?? null,
          origins: wanted.origins ?? existing?.origins ?? [],
          webhookSecrets: rotateSecrets(existing?.webhookSecrets ?? [], webhookSecret, overlapMs),
          createdAt: existing?.createdAt ?? now(),
        };
        const former = await keysOf(productId);
        const secret = makeKey({ productId, kind: "secret" });
        const held = former.find(({ kind }) => kind === "publishable");
        const publishable = held === undefined ? makeKey({ productId, kind: "publishable" }) : undefined;
        const keys = [secret.record, ...(publishable === undefined ? [] : [publishable.record])];
        if (existing === undefined) {
          if ((await store.createProduct(product, keys)) === "exists") throw productExists(productId);
        } else {
          await store.replaceProduct(product, keys);
          for (const key of former) if (key.kind === "secret") await endLater(key, overlapMs);
        }
        return {
          product,
          publishableKey: publishable?.key ?? (held as KeyRecord).hash,
          secretKey: secret.key,
          secretKeyId: secret.record.keyId,
          webhookSecret,
        };
      }),

    change: (productId, change) =>
      inTurn(async () => store.replaceProduct({ ...(await requireProduct(productId)), ...change }, [])),

    remove: (productId) =>
      inTurn(async () => {
        if ((await findProduct(productId)) === undefined) {
          if (configured.has(productId)) {
            throw new UsherError(
              "product_configured",
              `The product "${productId}" is in usher.config.ts; take it out there.`,
            );
          }
          await requireProduct(productId);
        }
        await store.deleteProduct(productId);
      }),

    createKey: (wanted) =>
      inTurn(async () => {
        if (wanted.kind !== "admin") await requireProduct(wanted.productId);
        const created = makeKey(wanted);
        await store.addKeys([created.record]);
        return created;
      }),

    rotateKey: (productId, keyId, overlapMs) =>
      inTurn(async () => {
        const old = (await keysOf(productId)).find((key) => key.keyId === keyId);
        if (old === undefined) throw keyNotFound(keyId);
        return replaceKey(old, overlapMs);
      }),

    rotateKind: (productId, kind, overlapMs) =>
      inTurn(async () => {
        await requireProduct(productId);
        const [old] = (await keysOf(productId)).filter((key) => key.kind === kind);
        if (old !== undefined) return replaceKey(old, overlapMs);
        const created = makeKey({ productId, kind });
        await store.addKeys([created.record]);
        return created;
      }),

    rotateWebhookSecret: (productId, overlapMs, secret = createWebhookSecret()) =>
      inTurn(async () => {
        const product = await requireProduct(productId);
        const webhookSecrets = rotateSecrets(product.webhookSecrets, secret, overlapMs);
        await store.replaceProduct({ ...product, webhookSecrets }, []);
        return secret;
      }),

    revokeKey: (productId, keyId) =>
      inTurn(async () => {
        if (!(await keysOf(productId)).some((key) => key.keyId === keyId)) throw keyNotFound(keyId);
        await store.expireKey(productId, keyId, now());
      }),
  };
}

function emptyProduct(productId: string, createdAt: EpochMs): ProductRecord {
  return { productId, contactEmail: null, origins: [], webhookSecrets: [], createdAt };
}

function productExists(productId: string): UsherError {
  return new UsherError(
    "product_exists",
    `The product "${productId}" exists. For new keys: usher product rotate ${productId}, or force_reregister in POST /products.`,
  );
}

function keyNotFound(keyId: string): UsherError {
  return new UsherError("key_not_found", `The product has no key ${keyId} in force.`);
}

import { compileRules, type EngineRules } from "@usher/core";
import type { ResolvedConfig, ResolvedProduct } from "../config/config.ts";
import { watchTriggers } from "../engine/watch-triggers.ts";
import type { Logger } from "../observe/logger.ts";
import { joinPaths } from "../paths/join-paths.ts";
import type { Clock } from "../ports/clock.ts";
import type { PathStore, PathVersionRecord } from "../ports/path-store.ts";
import type { KeyRecord, ProductRecord, ProductStore, SealedSecret } from "../ports/product-store.ts";
import type { Sealer } from "../ports/sealer.ts";
import { hashKey } from "./key-format.ts";
import { createKeyRing, isInForce, type KeyRing } from "./key-ring.ts";
import type { Product, Products } from "./product.ts";
import { SECRET_SCOPES } from "./scopes.ts";

interface Options {
  readonly config: Pick<ResolvedConfig, "products" | "adminKey">;
  readonly store: ProductStore;
  readonly paths: Pick<PathStore, "listPublishedPaths">;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly log: Logger;
  readonly localAdminKey: string | undefined;
}

export interface Registry {
  /** Those of the configuration until `reload` was called once. */
  readonly products: Products;
  readonly keys: KeyRing;
  /** No more callbacks. */
  stop(): void;
}

interface Rules {
  /** What they were compiled from: the versions that were in force. */
  readonly made: string;
  readonly product: ResolvedProduct;
  readonly rules: EngineRules;
  readonly watchedRules: EngineRules;
}

/** A product that a key opens, until the key ends. */
interface Held {
  readonly product: Product;
  readonly expiresAt: number | null;
}

interface Index {
  readonly all: readonly Product[];
  readonly byId: ReadonlyMap<string, Product>;
  readonly byKey: ReadonlyMap<string, Held>;
  readonly bySecretHash: ReadonlyMap<string, Held>;
}

/** The products of the configuration and of the store, together, as they are now. What is in both has the keys of both. */
export function createRegistry({ config, store, paths, sealer, clock, log, localAdminKey }: Options): Registry {
  const adminKeys = config.adminKey === null ? [] : [config.adminKey];
  const keyRing = createKeyRing({ clock, adminKeys, localAdminKey });
  const configured = new Map(config.products.map((product) => [product.id, product]));
  const configKeys = config.products.flatMap(keysOfConfig);
  const rulesById = new Map<string, Rules>();
  let records: readonly ProductRecord[] = [];
  let storedKeys: readonly KeyRecord[] = [];
  let published: readonly PathVersionRecord[] = [];
  let index: Index = indexProducts([], []);
  let cancelRefresh = (): void => {};
  /** One after the other: a slow reading must not overwrite what a later one found. */
  let reloading: Promise<void> = Promise.resolve();

  /** Compiled once, and again when other paths are in force: the timed rules remember which triggers were slow. */
  function rulesOf(base: ResolvedProduct): Rules {
    const live = published.filter(({ productId }) => productId === base.id);
    const made = JSON.stringify(live.map(({ pathId, version, changedAt }) => [pathId, version, changedAt]));
    const known = rulesById.get(base.id);
    if (known?.made === made) return known;
    const product = joinPaths(base, live);
    const rules = compileRules(product.triggers, product.policy, product.paths);
    const watchedRules = watchTriggers(rules, { log, stopwatch: () => performance.now() });
    const fresh = { made, product, rules, watchedRules };
    rulesById.set(base.id, fresh);
    return fresh;
  }

  function describe(id: string, record: ProductRecord | undefined, keys: readonly KeyRecord[]): Product {
    const configuredProduct = configured.get(id) ?? { id, publishableKeys: [], origins: [], triggers: [], paths: [] };
    const { product: base, rules, watchedRules } = rulesOf(configuredProduct);
    const publishable = keys.filter(({ kind }) => kind === "publishable").map(({ hash }) => hash);
    return {
      ...base,
      rules,
      watchedRules,
      publishableKeys: [...base.publishableKeys, ...publishable],
      origins: [...new Set([...base.origins, ...(record?.origins ?? [])])],
      webhookSecrets: [...(base.webhookSecrets ?? []), ...openSecrets(id, record?.webhookSecrets ?? [])],
      sources: base.sources ?? {},
    };
  }

  function openSecrets(productId: string, secrets: readonly SealedSecret[]): readonly string[] {
    const now = clock.now();
    return secrets.flatMap((secret) => {
      if (!isInForce(secret, now)) return [];
      try {
        return [sealer.open(secret.sealed)];
      } catch (error) {
        log.error({ productId, error: String(error) }, "webhook secret unreadable");
        return [];
      }
    });
  }

  /** Again at the moment when the next key or secret ends: what hangs on it ends with it. */
  function refresh(): void {
    cancelRefresh();
    const now = clock.now();
    const keys = [...configKeys, ...storedKeys];
    const live = keys.filter((key) => isInForce(key, now));
    const recordOf = new Map(records.map((record) => [record.productId, record]));
    const ids = new Set([...configured.keys(), ...recordOf.keys()]);
    const products = [...ids].map((id) =>
      describe(
        id,
        recordOf.get(id),
        live.filter(({ productId }) => productId === id),
      ),
    );
    index = indexProducts(products, live);
    keyRing.replace(keys.filter(({ productId, kind }) => kind === "admin" || ids.has(productId)));
    const ends = [...live, ...records.flatMap(({ webhookSecrets }) => webhookSecrets)]
      .map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY)
      .filter((end) => end > now);
    const next = Math.min(...ends);
    if (Number.isFinite(next)) cancelRefresh = clock.at(next, refresh);
  }

  async function read(): Promise<void> {
    [records, storedKeys, published] = await Promise.all([
      store.listProducts(),
      store.listKeys(),
      paths.listPublishedPaths(),
    ]);
    refresh();
  }

  refresh();
  return {
    products: {
      byKey: (key) => inForce(index.byKey.get(key)),
      byId: (id) => index.byId.get(id),
      bySecretHash: (hash) => inForce(index.bySecretHash.get(hash)),
      get all() {
        return index.all;
      },
      reload() {
        reloading = reloading.then(read, read);
        return reloading;
      },
    },
    keys: keyRing,
    stop: () => cancelRefresh(),
  };

  function inForce(found: Held | undefined): Product | undefined {
    return found !== undefined && isInForce(found, clock.now()) ? found.product : undefined;
  }
}

function indexProducts(all: readonly Product[], keys: readonly KeyRecord[]): Index {
  const byId = new Map(all.map((product) => [product.id, product]));
  const byKey = new Map<string, Held>();
  const bySecretHash = new Map<string, Held>();
  for (const product of all) {
    for (const key of product.publishableKeys) byKey.set(key, { product, expiresAt: null });
  }
  // What the store says of a key wins: it knows when the key ends.
  for (const { productId, kind, hash, expiresAt } of keys) {
    const product = byId.get(productId);
    if (product !== undefined) (kind === "publishable" ? byKey : bySecretHash).set(hash, { product, expiresAt });
  }
  return { all, byId, byKey, bySecretHash };
}

/** Keys that the configuration names, as if they were registered. They end when the configuration no longer names them. */
function keysOfConfig({ id: productId, secretKeys = [] }: ResolvedProduct): readonly KeyRecord[] {
  return secretKeys.map((key, position) => ({
    productId,
    keyId: `key_config_${position + 1}`,
    kind: "secret",
    hash: hashKey(key),
    lastFour: key.slice(-4),
    scopes: SECRET_SCOPES,
    createdAt: 0,
    expiresAt: null,
  }));
}

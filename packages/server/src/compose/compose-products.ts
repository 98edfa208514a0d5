import { createPathAdmin, type PathAdmin } from "../paths/path-admin.ts";
import { createProductAdmin, type ProductAdmin } from "../products/product-admin.ts";
import { createRegistry, type Registry } from "../products/registry.ts";
import { createPairings, type Pairings } from "../recorder/pairings.ts";
import type { Base } from "./parts.ts";

interface Options {
  readonly localAdminKey: string | undefined;
  /** Others hold things of a product, too: they are told when it was removed, before its paths are. */
  readonly onRemoved: (productId: string) => Promise<void>;
}

interface ComposedProducts {
  readonly registry: Registry;
  readonly productAdmin: ProductAdmin;
  readonly pathAdmin: PathAdmin;
  readonly pairings: Pairings;
}

/** The products there are, and what may be changed about them. Every change is followed by a reload. */
export function composeProducts(base: Base, { localAdminKey, onRemoved }: Options): ComposedProducts {
  const { config, store, sealer, clock, log } = base;
  const registry = createRegistry({
    config,
    store: store.products,
    paths: store.paths,
    sealer,
    clock,
    log,
    localAdminKey,
  });
  const { reload } = registry.products;
  const admin = createProductAdmin({
    store: store.products,
    sealer,
    now: clock.now,
    configured: new Set(config.products.map(({ id }) => id)),
    onChange: reload,
  });
  const productAdmin: ProductAdmin = {
    ...admin,
    async remove(productId) {
      await admin.remove(productId);
      await onRemoved(productId);
      await store.paths.deletePathsOfProduct(productId);
      await reload();
    },
  };
  return {
    registry,
    productAdmin,
    pathAdmin: createPathAdmin({ store: store.paths, now: clock.now, onChange: reload }),
    pairings: createPairings({ products: productAdmin, now: clock.now }),
  };
}

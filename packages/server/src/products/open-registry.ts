import { UsherError } from "@usher/core";
import { openDataDirectory } from "../adapters/data-directory.ts";
import { loadInstallationSecrets } from "../adapters/installation-secrets.ts";
import { createSealer } from "../adapters/sealer.ts";
import { openEmbeddedStore } from "../adapters/sql/open-embedded.ts";
import { requireData } from "../adapters/sql/require-data.ts";
import { systemClock } from "../adapters/system-clock.ts";
import type { ResolvedConfig } from "../config/config.ts";
import { silentLogger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { Sealer } from "../ports/sealer.ts";
import type { Store } from "../ports/store.ts";
import type { Product, Products } from "./product.ts";
import { createRegistry } from "./registry.ts";

/** A data directory without a server: its store, and the products of the configuration and those registered in it. */
export interface OpenRegistry {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly products: Products;
  /** The only product when none is named. Throws UsherError `product_unknown`, which tells those there are. */
  productNamed(named: string | undefined): Product;
  close(): Promise<void>;
}

/**
 * Takes the data directory for this process and hands what is in it to `use`; what that returns keeps it until `close`.
 * Whatever fails, the directory is free again. Throws UsherError `data_dir_locked` when a server has it, and
 * `data_dir_missing` when `options.mustExist` and nothing was ever kept there.
 */
export async function openRegistry<Desk>(
  config: ResolvedConfig,
  options: { readonly mustExist: boolean },
  use: (registry: OpenRegistry) => Promise<Desk>,
): Promise<Desk> {
  if (options.mustExist) requireData(config.dataDir);
  const directory = openDataDirectory(config.dataDir, { isBrief: true });
  let close = async (): Promise<void> => directory.close();
  try {
    const sealer = createSealer(loadInstallationSecrets(directory.dir).sealKeys);
    const store = await openEmbeddedStore({ dir: directory.dir });
    const clock = systemClock();
    const { products, stop } = createRegistry({
      config,
      store: store.products,
      paths: store.paths,
      sealer,
      clock,
      log: silentLogger,
      localAdminKey: undefined,
    });
    close = async () => {
      stop();
      await store.close();
      directory.close();
    };
    await products.reload();
    const productNamed = (named: string | undefined): Product => {
      const found = named === undefined && products.all.length === 1 ? products.all[0] : products.byId(named ?? "");
      if (found !== undefined) return found;
      const known = products.all.map(({ id }) => id).join(", ") || "none";
      throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
    };
    return await use({ store, sealer, clock, products, productNamed, close });
  } catch (error) {
    await close();
    throw error;
  }
}

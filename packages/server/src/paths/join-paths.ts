import { type DerivedTrigger, type GoldenPath, type Trigger, triggersFromPath } from "@usher/core";
import type { ResolvedProduct } from "../config/config.ts";

export interface PublishedPath {
  readonly path: GoldenPath;
  readonly triggers: readonly DerivedTrigger[];
}

/**
 * A product with the paths that are published in the store. Where the configuration has a path of the same id, the
 * published one is in force: triggers answer with it, too. A trigger of the configuration keeps its id.
 */
export function joinPaths(product: ResolvedProduct, published: readonly PublishedPath[]): ResolvedProduct {
  if (published.length === 0) return product;
  const byId = new Map(published.map(({ path }) => [path.id, path]));
  const own = product.triggers.map((trigger): Trigger => {
    const howTo = byId.get(trigger.howTo.id);
    return howTo === undefined ? trigger : { ...trigger, howTo };
  });
  const taken = new Set(own.map(({ id }) => id));
  const derived = published
    .flatMap(({ path, triggers }) => triggersFromPath(path, { triggers }))
    .filter(({ id }) => !taken.has(id) && taken.add(id));
  return {
    ...product,
    triggers: [...own, ...derived],
    paths: [...product.paths.filter(({ id }) => !byId.has(id)), ...byId.values()],
  };
}

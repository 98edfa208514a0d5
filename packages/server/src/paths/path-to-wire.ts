import {
  type GoldenPath,
  type PathListing,
  type PathVersionWire,
  type PathWire,
  UsherError,
  workflowOf,
} from "@usher/core";
import type { PathVersionRecord } from "../ports/path-store.ts";
import type { Product } from "../products/product.ts";

export function versionToWire(record: PathVersionRecord): PathVersionWire {
  const { version, status, source, triggers, createdAt, changedAt } = record;
  return { version, status, source, triggers, created_at: createdAt, changed_at: changedAt };
}

/** One version of a path, with all there are: the named one, else the one in force, else the newest. */
export function pathToWire(
  versions: readonly PathVersionRecord[],
  pathId: string,
  version?: number,
): PathWire<GoldenPath> {
  const shown =
    version === undefined
      ? (versions.find(({ status }) => status === "published") ?? versions.at(-1))
      : versions.find((each) => each.version === version);
  if (shown === undefined) {
    throw new UsherError("path_unknown", `There is no path ${JSON.stringify(pathId.slice(0, 80))} in the store.`);
  }
  return {
    path_id: pathId,
    ...versionToWire(shown),
    path: shown.path,
    versions: versions.map(versionToWire),
  };
}

/** All paths of a product, those of the configuration included, by id. */
export function listPaths(
  product: Pick<Product, "rules">,
  versions: readonly PathVersionRecord[],
): readonly PathListing[] {
  const byId = new Map<string, readonly PathVersionRecord[]>();
  for (const each of versions) byId.set(each.pathId, [...(byId.get(each.pathId) ?? []), each]);
  const ids = [...new Set([...product.rules.paths.keys(), ...byId.keys()])].sort();
  return ids.flatMap((pathId) => {
    const kept = byId.get(pathId) ?? [];
    const newest = kept.at(-1);
    const published = kept.find(({ status }) => status === "published");
    const path = published?.path ?? product.rules.paths.get(pathId) ?? newest?.path;
    if (path === undefined) return [];
    const isConfigured = published === undefined && product.rules.paths.has(pathId);
    return [
      {
        path_id: pathId,
        title: path.title,
        workflow: workflowOf(path),
        in_force: published !== undefined ? "store" : isConfigured ? "configuration" : null,
        published_version: published?.version ?? null,
        latest_version: newest?.version ?? 0,
        latest: newest === undefined ? null : versionToWire(newest),
      },
    ];
  });
}

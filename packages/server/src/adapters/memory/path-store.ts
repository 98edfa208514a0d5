import type { PathStore, PathVersionRecord } from "../../ports/path-store.ts";
import { requireStorable } from "../sql/storable-text.ts";

/** Golden paths without storage. */
export function createMemoryPathStore(): PathStore {
  let versions: readonly PathVersionRecord[] = [];

  function sorted(which: (version: PathVersionRecord) => boolean): readonly PathVersionRecord[] {
    return versions.filter(which).sort(compareVersions);
  }

  return {
    async addPathVersion(added) {
      requireStorable(added.productId, added.pathId);
      if (versions.some((each) => compareVersions(each, added) === 0)) return "exists";
      versions = [...versions, structuredClone(added)];
      return "added";
    },
    async changePathStatus(productId, pathId, changes) {
      versions = versions.map((each) => {
        const change = changes.find(({ version }) => version === each.version);
        if (change === undefined || each.productId !== productId || each.pathId !== pathId) return each;
        const { status, at, triggers = each.triggers } = change;
        return { ...each, status, triggers, changedAt: at };
      });
    },
    async listPathVersions(productId, pathId) {
      return sorted((each) => each.productId === productId && (pathId === undefined || each.pathId === pathId));
    },
    async listPublishedPaths() {
      return sorted(({ status }) => status === "published");
    },
    async deletePath(productId, pathId, upTo = Number.POSITIVE_INFINITY) {
      const before = versions.length;
      versions = versions.filter(
        (each) => each.productId !== productId || each.pathId !== pathId || each.version > upTo,
      );
      return before - versions.length;
    },
    async deletePathsOfProduct(productId) {
      versions = versions.filter((each) => each.productId !== productId);
    },
  };
}

function compareVersions(left: PathVersionRecord, right: PathVersionRecord): number {
  return (
    compareText(left.productId, right.productId) ||
    compareText(left.pathId, right.pathId) ||
    left.version - right.version
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

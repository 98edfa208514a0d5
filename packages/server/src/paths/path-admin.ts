import {
  type DerivedTrigger,
  type EpochMs,
  type GoldenPath,
  type PathSource,
  triggersFromPath,
  UsherError,
} from "@usher/core";
import type { PathStatusChange, PathStore, PathVersionRecord } from "../ports/path-store.ts";

/** Kept versions of a path; the oldest ones that are not in force go first. */
const VERSIONS_MAX = 100;
const PATHS_MAX = 1_000;

export interface NewPathVersion {
  readonly productId: string;
  readonly path: GoldenPath;
  readonly source: PathSource;
  /** The newest version the author knows of: rejected with `path_conflict` when there is a newer one. */
  readonly baseVersion?: number;
}

/** Changes to kept paths, one after the other. Rejects with UsherError `path_unknown`, `path_conflict`, `path_limit_reached`. */
export interface PathAdmin {
  /** A draft, unless the newest version says the same. */
  put(version: NewPathVersion): Promise<{ readonly record: PathVersionRecord; readonly created: boolean }>;
  /**
   * Puts a version in force, the newest when left out; the one before is archived. Triggers that are left out are those of
   * the version before.
   */
  publish(
    productId: string,
    pathId: string,
    options?: { readonly version?: number; readonly triggers?: readonly DerivedTrigger[] },
  ): Promise<PathVersionRecord>;
  /** No version is in force or waits as a draft any more. All of them are kept. */
  archive(productId: string, pathId: string): Promise<void>;
  remove(productId: string, pathId: string): Promise<void>;
}

interface Options {
  readonly store: PathStore;
  readonly now: () => EpochMs;
  /** After each change; what was changed is in force when it resolves. */
  readonly onChange: () => Promise<void>;
}

export function createPathAdmin({ store, now, onChange }: Options): PathAdmin {
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

  async function requireVersions(productId: string, pathId: string): Promise<readonly PathVersionRecord[]> {
    const versions = await store.listPathVersions(productId, pathId);
    if (versions.length > 0) return versions;
    throw pathUnknown(pathId);
  }

  async function makeRoom(productId: string, versions: readonly PathVersionRecord[], pathId: string): Promise<void> {
    const [oldest] = versions;
    if (oldest === undefined) {
      const all = await store.listPathVersions(productId);
      if (new Set(all.map((each) => each.pathId)).size < PATHS_MAX) return;
      throw new UsherError("path_limit_reached", `A product keeps at most ${PATHS_MAX} paths; delete some.`);
    }
    if (versions.length < VERSIONS_MAX) return;
    if (oldest.status === "published") {
      throw new UsherError(
        "path_limit_reached",
        `${VERSIONS_MAX} versions are newer than the one in force: publish one.`,
      );
    }
    await store.deletePath(productId, pathId, oldest.version);
  }

  return {
    put: ({ productId, path, source, baseVersion }) =>
      inTurn(async () => {
        const versions = await store.listPathVersions(productId, path.id);
        const newest = versions.at(-1);
        if (newest !== undefined && newest.status !== "archived" && isSame(newest.path, path)) {
          return { record: newest, created: false };
        }
        if (baseVersion !== undefined && baseVersion !== (newest?.version ?? 0)) {
          throw new UsherError(
            "path_conflict",
            `Version ${newest?.version ?? 0} of "${path.id}" is newer than ${baseVersion}: pull it first.`,
          );
        }
        await makeRoom(productId, versions, path.id);
        const at = now();
        const record: PathVersionRecord = {
          productId,
          pathId: path.id,
          version: (newest?.version ?? 0) + 1,
          status: "draft",
          source,
          path,
          triggers: [],
          createdAt: at,
          changedAt: at,
        };
        await store.addPathVersion(record);
        return { record, created: true };
      }),

    publish: (productId, pathId, { version, triggers } = {}) =>
      inTurn(async () => {
        const versions = await requireVersions(productId, pathId);
        const wanted = version === undefined ? versions.at(-1) : versions.find((each) => each.version === version);
        if (wanted === undefined) throw pathUnknown(`${pathId} in version ${version}`);
        const before = versions.find(({ status }) => status === "published");
        const derived = triggers ?? before?.triggers ?? wanted.triggers;
        triggersFromPath(wanted.path, { triggers: derived });
        const at = now();
        const changes: PathStatusChange[] = [{ version: wanted.version, status: "published", at, triggers: derived }];
        if (before !== undefined && before.version !== wanted.version) {
          changes.push({ version: before.version, status: "archived", at });
        }
        await store.changePathStatus(productId, pathId, changes);
        return { ...wanted, status: "published", triggers: derived, changedAt: at };
      }),

    archive: (productId, pathId) =>
      inTurn(async () => {
        const versions = await requireVersions(productId, pathId);
        const at = now();
        const live = versions.filter(({ status }) => status !== "archived");
        await store.changePathStatus(
          productId,
          pathId,
          live.map(({ version }) => ({ version, status: "archived", at })),
        );
      }),

    remove: (productId, pathId) =>
      inTurn(async () => {
        if ((await store.deletePath(productId, pathId)) === 0) throw pathUnknown(pathId);
      }),
  };
}

function pathUnknown(what: string): UsherError {
  return new UsherError("path_unknown", `There is no path ${JSON.stringify(what.slice(0, 80))} in the store.`);
}

/** Whether two paths say the same, in whatever order their fields are written. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left, sortKeys) === JSON.stringify(right, sortKeys);
}

function sortKeys(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

import type { DerivedTrigger, EpochMs, GoldenPath, PathSource, PathStatus } from "@usher/core";

/** Golden paths that are kept beside those of the configuration. A version never changes but in its status. */
export interface PathStore {
  /** `exists` when the version is there already: nothing was written. */
  addPathVersion(version: PathVersionRecord): Promise<"added" | "exists">;
  /** All of them at once, or none. Versions that are not there are left alone. */
  changePathStatus(productId: string, pathId: string, changes: readonly PathStatusChange[]): Promise<void>;
  /** Every version of a product's paths, by path, the oldest first; of one path where it is named. */
  listPathVersions(productId: string, pathId?: string): Promise<readonly PathVersionRecord[]>;
  /** Those in force, of all products. */
  listPublishedPaths(): Promise<readonly PathVersionRecord[]>;
  /** With all versions, or only those up to one; returns how many there were. */
  deletePath(productId: string, pathId: string, upTo?: number): Promise<number>;
  deletePathsOfProduct(productId: string): Promise<void>;
}

export interface PathVersionRecord {
  readonly productId: string;
  readonly pathId: string;
  /** Counts from 1. */
  readonly version: number;
  readonly status: PathStatus;
  readonly source: PathSource;
  readonly path: GoldenPath;
  /** Derived from it while it is published. */
  readonly triggers: readonly DerivedTrigger[];
  readonly createdAt: EpochMs;
  /** Of the status. */
  readonly changedAt: EpochMs;
}

export interface PathStatusChange {
  readonly version: number;
  readonly status: PathStatus;
  readonly at: EpochMs;
  /** Stay as they are when left out. */
  readonly triggers?: readonly DerivedTrigger[];
}

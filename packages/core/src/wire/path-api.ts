/** Reasons for help that follow from a path alone. */
export type DerivedTrigger = "off_path" | "skipped_step" | "stuck_step" | "first_time_path" | "adoption_gap";

/** Where a version of a path came from. `code` is for those of the configuration. */
export type PathSource = "code" | "markdown" | "recorder" | "yaml" | "mined" | "api";

/** `draft`: kept, not in force. `published`: in force, at most one version of a path. `archived`: was in force, or was given up. */
export type PathStatus = "draft" | "published" | "archived";

/** `PUT /v1/admin/products/:id/paths/:path`: a new version as a draft, unless nothing changed. Moments are epoch milliseconds. */
export interface PutPathRequest {
  readonly path: Readonly<Record<string, unknown>>;
  /** Default `api`. */
  readonly source?: PathSource | undefined;
  /** The newest version the author knows of, 0 for none: refused with `path_conflict` when there is a newer one. */
  readonly base_version?: number | undefined;
}

/** `POST …/paths/:path/publish`. */
export interface PublishPathRequest {
  /** Default: the newest. */
  readonly version?: number | undefined;
  /** Triggers to be derived from it. Default: none for a path's first publication, afterwards those of the one before. */
  readonly triggers?: readonly DerivedTrigger[] | undefined;
}

/** One version of a path, without its contents. */
export interface PathVersionWire {
  readonly version: number;
  readonly status: PathStatus;
  readonly source: PathSource;
  readonly triggers: readonly DerivedTrigger[];
  readonly created_at: number;
  /** Of its status. */
  readonly changed_at: number;
}

/** A path as it is listed. */
export interface PathListing {
  readonly path_id: string;
  readonly title: string;
  readonly workflow: string;
  /** Where the path that is in force comes from; null when none is. */
  readonly in_force: "configuration" | "store" | null;
  readonly published_version: number | null;
  /** 0 for a path that only the configuration has. */
  readonly latest_version: number;
  readonly latest: PathVersionWire | null;
}

/** `GET …/paths/:path`: one version, and all there are. */
export interface PathWire<Path = unknown> extends PathVersionWire {
  readonly path_id: string;
  readonly path: Path;
  readonly versions: readonly PathVersionWire[];
}

/** What a `PUT` did. */
export interface PutPathReply extends PathVersionWire {
  readonly path_id: string;
  /** Whether a version was made; false when the newest one says the same. */
  readonly created: boolean;
}

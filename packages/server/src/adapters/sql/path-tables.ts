/** Versions of golden paths. `body` is the path as JSON, `triggers` a list as JSON. */
export interface PathVersionTable {
  readonly product_id: string;
  readonly path_id: string;
  readonly version: number;
  readonly status: string;
  readonly source: string;
  readonly body: string;
  readonly triggers: string;
  readonly created_at: number;
  readonly changed_at: number;
}

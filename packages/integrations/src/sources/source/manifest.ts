/** What configuration, menus, forms and the documentation know about a source. */
export interface SourceManifest {
  /** Stable; the name in configuration and in `/ingest/:source/:product_id`. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: who sends this, and how. */
  readonly description: string;
  /** The section about it, relative to the repository. */
  readonly docs: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
}

/** One option of a source, as data. */
export type OptionSpec = {
  readonly description: string;
  /** Default false. */
  readonly required?: boolean;
} & (
  | {
      /** `secret`: as `text`, never shown or logged. `pointer`: a JSON pointer, e.g. `/user/id`. */
      readonly type: "text" | "secret" | "pointer";
    }
  | { readonly type: "boolean"; readonly default: boolean }
  | {
      /** A JSON object. */
      readonly type: "record";
      /** The keys it may have; any when left out. */
      readonly keys?: readonly string[];
      readonly values: "pointer" | { readonly choices: readonly string[] };
    }
);

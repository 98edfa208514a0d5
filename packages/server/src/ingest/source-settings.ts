import type { SourceOptions } from "@usher/integrations/sources";
import type { Product } from "../products/product.ts";

/** What a product says about a source, the server's part apart from the source's own. */
export interface SourceSettings {
  readonly options: SourceOptions;
  /** Names under which the vendor's clients know the product, besides its publishable keys. */
  readonly keys: readonly string[];
  /** Whether requests without an Origin may use a publishable key. */
  readonly allowServerEvents: boolean;
}

const NONE: SourceSettings = { options: {}, keys: [], allowServerEvents: false };
/** Sources remember options they have checked by identity: the same configuration gives the same object. */
const split = new WeakMap<SourceOptions, SourceSettings>();

export function settingsOf({ sources }: Pick<Product, "sources">, sourceId: string): SourceSettings {
  const given = sources !== undefined && Object.hasOwn(sources, sourceId) ? sources[sourceId] : undefined;
  if (given === undefined) return NONE;
  const known = split.get(given);
  if (known !== undefined) return known;
  const settings = splitSettings(given);
  split.set(given, settings);
  return settings;
}

/** The server's settings are the same for every source; what is left is the source's own. */
export function splitSettings(given: SourceOptions): SourceSettings {
  const { keys, allowServerEvents, ...options } = given;
  return {
    options,
    keys: Array.isArray(keys) ? keys.filter((key) => typeof key === "string") : [],
    allowServerEvents: allowServerEvents === true,
  };
}

import type { EngineRules } from "@usher/core";
import type { ResolvedProduct } from "../config/config.ts";

/** What a product says about one of its event sources; each source checks its own. */
export type SourceOptions = Readonly<Record<string, unknown>>;

/** A product in force: what the configuration and the store say about it, with its rules compiled. */
export interface Product extends ResolvedProduct {
  /** As configured, without memory: what explains a past moment leaves no trace. */
  readonly rules: EngineRules;
  /** The same rules timed, for the engine alone: a trigger that is slow is left out for a while. */
  readonly watchedRules: EngineRules;
  /** With what sources sign what they send; any of them is good. */
  readonly webhookSecrets: readonly string[];
  /** By source id. */
  readonly sources: Readonly<Record<string, SourceOptions>>;
}

/** Tenancy comes from a credential: these look-ups are the only ways to a product. */
export interface Products {
  byKey(publishableKey: string): Product | undefined;
  byId(productId: string): Product | undefined;
  /** SHA-256 of a secret or restricted key that is in force, hex. */
  bySecretHash(hash: string): Product | undefined;
  readonly all: readonly Product[];
  /** Reads the store again: to be called at the start and after every change. */
  reload(): Promise<void>;
}

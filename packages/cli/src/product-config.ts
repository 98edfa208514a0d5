import { resolve } from "node:path";
import { compileRules, type EngineRules, UsherError } from "@usher/core";
import type { ResolvedConfig } from "@usher/server";
import type { CliContext } from "./cli-context.ts";
import { findConfigFile, readConfigFile } from "./read-config-file.ts";

export interface ConfigOptions {
  readonly config?: string;
  readonly dataDir?: string;
}

/** The configuration of the project in `cwd`, or the one that `--config` names. */
export async function loadProductConfig(context: CliContext, options: ConfigOptions): Promise<ResolvedConfig> {
  const path = options.config === undefined ? findConfigFile(context.cwd) : resolve(context.cwd, options.config);
  if (path === undefined) {
    throw new UsherError("config_not_found", `There is no usher.config.ts in ${context.cwd}; name one with --config.`);
  }
  return context.loadConfig({
    file: await readConfigFile(path),
    environment: context.environment,
    flags: options.dataDir === undefined ? {} : { dataDir: options.dataDir },
  });
}

/** A product with its rules; there is no need to name the only one. */
export function findProduct(
  { products }: ResolvedConfig,
  id: string | undefined,
): { readonly id: string; readonly rules: EngineRules } {
  const [first] = products;
  const product = id === undefined && products.length === 1 ? first : products.find((each) => each.id === id);
  if (product === undefined) {
    const known = products.map((each) => each.id).join(", ");
    throw new UsherError("product_unknown", `Name the product with --product: one of ${known}.`);
  }
  return { id: product.id, rules: compileRules(product.triggers, product.policy, product.paths) };
}

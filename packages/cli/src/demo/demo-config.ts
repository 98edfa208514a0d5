import type { StaticFiles } from "@usher/server";

/**
 * The examples' configs as one, with what the demo adds: a data folder of its own, the files that it serves, and pages
 * that may see themselves explained. Everything else, and a data folder that a config names, stays; of settings that two
 * configs name, the first wins.
 * @param configs What the config files export.
 */
export function demoConfig(configs: readonly unknown[], files: readonly StaticFiles[]): unknown {
  const given = configs.map((config): Readonly<Record<string, unknown>> => ({ ...Object(config) }));
  const all = (field: "products" | "staticFiles"): readonly unknown[] =>
    given.flatMap((config) => {
      const value = config[field];
      return Array.isArray(value) ? value : [];
    });
  return {
    dataDir: ".usher/demo",
    debug: true,
    // The terminal shows what to try; decisions are in the ledger, and --log-level info prints them.
    logLevel: "warn",
    ...Object.assign({}, ...[...given].reverse()),
    products: all("products"),
    staticFiles: [...all("staticFiles"), ...files],
  };
}

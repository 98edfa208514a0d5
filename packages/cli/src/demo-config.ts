import type { DemoFiles } from "./demo-files.ts";

/**
 * The example's config with what the demo adds to it: a data folder of its own, the files that it serves, and pages that
 * may see themselves explained. Everything else, and a data folder that the config names, stays.
 * @param config What the config file exports.
 */
export function demoConfig(config: unknown, files: DemoFiles): unknown {
  const given = typeof config === "object" && config !== null ? config : {};
  const staticFiles = "staticFiles" in given && Array.isArray(given.staticFiles) ? given.staticFiles : [];
  return {
    dataDir: ".usher/demo",
    debug: true,
    // The terminal shows what to try; decisions are in the ledger, and --log-level info prints them.
    logLevel: "warn",
    ...given,
    staticFiles: [
      ...staticFiles,
      { path: "/demo/projects", dir: files.app, spa: true },
      { path: "/sdk", dir: files.sdk },
      { path: "/", dir: files.landing },
    ],
  };
}

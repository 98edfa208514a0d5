export { UsherError } from "@usher/core";
export type {
  LlmConfig,
  ProductConfig,
  ResolvedConfig,
  ServerFlags,
  StaticFiles,
  UsherConfig,
} from "./config/config.ts";
export { defineConfig } from "./config/config.ts";
export type { ConfigProblem, ConfigSources } from "./config/load-config.ts";
export { ConfigError, loadConfig } from "./config/load-config.ts";
export type { UsherServer } from "./create-server.ts";
export { createServer } from "./create-server.ts";
export type { Logger, LogLevel } from "./observe/logger.ts";

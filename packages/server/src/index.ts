export { UsherError } from "@usher/core";
export type { DataDirectoryState } from "./adapters/inspect-data-directory.ts";
export { inspectDataDirectory } from "./adapters/inspect-data-directory.ts";
export { openAiCompatible } from "./adapters/llm/openai-compatible.ts";
export type { LocalAdmin } from "./adapters/local-admin.ts";
export { readLocalAdmin } from "./adapters/local-admin.ts";
export type {
  JsonTrigger,
  LlmConfig,
  ProductConfig,
  ResolvedConfig,
  ResolvedProduct,
  ServerFlags,
  StaticFiles,
  UsherConfig,
} from "./config/config.ts";
export { defineConfig } from "./config/config.ts";
export type { ConfigProblem, ConfigSources } from "./config/load-config.ts";
export { ConfigError, loadConfig } from "./config/load-config.ts";
export type { Started, UsherServer } from "./create-server.ts";
export { createServer } from "./create-server.ts";
export type { BacktestStoredOptions } from "./explain/backtest-stored.ts";
export { backtestStored } from "./explain/backtest-stored.ts";
export type { ExplainQuery, StoredExplanation } from "./explain/explain-stored.ts";
export { explainStored } from "./explain/explain-stored.ts";
export type { StoredSessions } from "./explain/stored-sessions.ts";
export type { FoundKnowledge, KnowledgeDesk } from "./knowledge/open-knowledge.ts";
export { openKnowledge } from "./knowledge/open-knowledge.ts";
export type { Logger, LogLevel } from "./observe/logger.ts";
export type { MinedStoredPath, MineStoredOptions, MiningProgress, StoredMiningReport } from "./paths/mine-stored.ts";
export { mineStored } from "./paths/mine-stored.ts";
export type { PathDesk } from "./paths/open-paths.ts";
export { openPaths } from "./paths/open-paths.ts";
export type { Erasure } from "./ports/activity-store.ts";
export type { LanguageModel } from "./ports/language-model.ts";
export type { ExportManifest } from "./privacy/export-lines.ts";
export type { PrivateData } from "./privacy/open-private-data.ts";
export { openPrivateData } from "./privacy/open-private-data.ts";
export type { ProductDesk } from "./products/open-products.ts";
export { openProducts } from "./products/open-products.ts";
export { readDataDirectory } from "./read-data-directory.ts";
export type { WebhookDesk } from "./webhooks/open-webhooks.ts";
export { openWebhooks } from "./webhooks/open-webhooks.ts";

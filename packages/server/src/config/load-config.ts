import { UsherError } from "@usher/core";
import { resolveLimits } from "../limits/limit-settings.ts";
import type { LogLevel } from "../observe/logger.ts";
import { DEFAULT_RETENTION } from "../retention/retention-settings.ts";
import { checkBridges } from "./check-bridges.ts";
import { checkSources } from "./check-sources.ts";
import { compileTriggers } from "./compile-triggers.ts";
import type { LlmConfig, ProductConfig, ResolvedConfig, ResolvedProduct, ServerFlags, UsherConfig } from "./config.ts";
import { usherConfig } from "./config-schema.ts";

export interface ConfigProblem {
  /** Where, e.g. `products[0].origins` or `USHER_PORT`. */
  readonly path: string;
  /** What is wrong and what to write instead. */
  readonly detail: string;
}

/** Code `config_invalid`; carries every problem, not only the first. */
export class ConfigError extends UsherError {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ path, detail }) => `  ${path}: ${detail}`);
    super("config_invalid", `The configuration has ${problems.length} problem(s):\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

export interface ConfigSources {
  /** What `usher.config.ts` exports. */
  readonly file?: unknown;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly flags: Partial<ServerFlags>;
}

/** Defaults < file < environment < flags. Throws ConfigError with all problems at once. */
export function loadConfig({ file, environment, flags }: ConfigSources): ResolvedConfig {
  const problems: ConfigProblem[] = [];
  const fromEnvironment = readEnvironment(environment, problems);
  const base = (typeof file === "object" && file !== null ? file : {}) as UsherConfig;
  const { port, host, dataDir, logLevel } = flags;
  const merged: UsherConfig = {
    ...base,
    ...defined({ dataDir: dataDir ?? fromEnvironment.dataDir, logLevel: logLevel ?? fromEnvironment.logLevel }),
    ...defined({ adminKey: fromEnvironment.adminKey, metricsToken: fromEnvironment.metricsToken }),
    server: {
      ...base.server,
      ...defined(fromEnvironment.server),
      ...defined({ port, host }),
    },
    ...defined({ llm: mergeLlm(base.llm, fromEnvironment.llm) }),
    ...defined({ embeddings: mergeLlm(base.embeddings, fromEnvironment.embeddings) }),
  };
  const parsed = usherConfig.safeParse(merged);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) problems.push({ path: pathText(path), detail: message });
  }
  problems.push(...crossChecks(merged));
  const products = resolveProducts(merged.products, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return resolve(merged, products);
}

function resolveProducts(given: unknown, problems: ConfigProblem[]): readonly ResolvedProduct[] {
  const products: readonly ProductConfig[] = Array.isArray(given) ? given : [];
  return products.map((product, index) => {
    const { paths: _paths, triggerFiles: _files, ...rest } = Object(product) as ProductConfig;
    checkSources(rest.sources, `products[${index}].sources`, problems);
    checkBridges(rest.bridges, `products[${index}].bridges`, problems);
    return { ...rest, ...compileTriggers(Object(product), `products[${index}]`, problems) };
  });
}

function resolve(config: UsherConfig, products: readonly ResolvedProduct[]): ResolvedConfig {
  const { server, llm } = config;
  return Object.freeze({
    products,
    server: {
      port: server?.port ?? 8787,
      host: server?.host ?? "127.0.0.1",
      publicUrl: server?.publicUrl ?? null,
      trustProxy: server?.trustProxy ?? [],
    },
    dataDir: config.dataDir ?? ".usher",
    llm:
      llm === undefined
        ? null
        : {
            baseUrl: llm.baseUrl,
            model: llm.model,
            apiKey: llm.apiKey ?? null,
            firstTokenTimeoutMs: llm.firstTokenTimeoutMs ?? 8_000,
            totalTimeoutMs: llm.totalTimeoutMs ?? 30_000,
          },
    embeddings:
      config.embeddings === undefined ? null : { ...config.embeddings, apiKey: config.embeddings.apiKey ?? null },
    logLevel: config.logLevel ?? "info",
    adminKey: config.adminKey ?? null,
    metricsToken: config.metricsToken ?? null,
    limits: resolveLimits(config.limits),
    shedLoad: config.shedLoad ?? true,
    streams: { maxAgeS: config.streams?.maxAgeS ?? 600, maxPerKey: config.streams?.maxPerKey ?? 20 },
    webhooks: { allow: config.webhooks?.allow ?? [] },
    retention: { ...DEFAULT_RETENTION, ...config.retention },
    debug: config.debug ?? false,
    staticFiles: config.staticFiles ?? [],
  });
}

function readEnvironment(environment: ConfigSources["environment"], problems: ConfigProblem[]) {
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const portText = text("USHER_PORT");
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && !Number.isInteger(port)) {
    problems.push({ path: "USHER_PORT", detail: `"${portText}" is not a port number; write e.g. 8787` });
  }
  return {
    server: {
      port: Number.isInteger(port) ? port : undefined,
      host: text("USHER_HOST"),
      publicUrl: text("USHER_PUBLIC_URL"),
      trustProxy: text("USHER_TRUST_PROXY")?.split(/[,\s]+/),
    },
    dataDir: text("USHER_DATA_DIR"),
    logLevel: text("USHER_LOG_LEVEL") as LogLevel | undefined,
    adminKey: text("USHER_ADMIN_KEY"),
    metricsToken: text("USHER_METRICS_TOKEN"),
    llm: { baseUrl: text("USHER_LLM_BASE_URL"), model: text("USHER_LLM_MODEL"), apiKey: text("USHER_LLM_API_KEY") },
    embeddings: {
      baseUrl: text("USHER_EMBEDDINGS_BASE_URL"),
      model: text("USHER_EMBEDDINGS_MODEL"),
      apiKey: text("USHER_EMBEDDINGS_API_KEY"),
    },
  };
}

/** An LLM is on once an address or a model is given anywhere; the schema then asks for the rest. */
function mergeLlm(
  file: LlmConfig | undefined,
  environment: {
    readonly baseUrl: string | undefined;
    readonly model: string | undefined;
    readonly apiKey: string | undefined;
  },
): LlmConfig | undefined {
  const given = defined(environment);
  if (file === undefined && !("baseUrl" in given) && !("model" in given)) return undefined;
  return { ...file, ...given } as LlmConfig;
}

function crossChecks(config: UsherConfig): ConfigProblem[] {
  if (!Array.isArray(config.products)) return [];
  const problems: ConfigProblem[] = [];
  const ids = new Set<string>();
  const keys = new Set<string>();
  config.products.forEach((product, index) => {
    if (ids.has(product?.id)) problems.push({ path: `products[${index}].id`, detail: `"${product.id}" is used twice` });
    ids.add(product?.id);
    for (const key of Array.isArray(product?.publishableKeys) ? product.publishableKeys : []) {
      if (keys.has(key))
        problems.push({ path: `products[${index}].publishableKeys`, detail: `"${key}" is used twice` });
      keys.add(key);
    }
    for (const key of Array.isArray(product?.secretKeys) ? product.secretKeys : []) {
      if (keys.has(key)) problems.push({ path: `products[${index}].secretKeys`, detail: "a key is used twice" });
      keys.add(key);
    }
  });
  return problems;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text === "" ? String(part) : `${text}.${String(part)}`,
    "",
  );
}

function defined<Fields extends object>(fields: Fields): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

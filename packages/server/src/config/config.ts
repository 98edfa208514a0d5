import type { GatePolicy, GoldenPath, Trigger } from "@usher/core";
import type { ChatOptions } from "../chat/chat-settings.ts";
import type { LimitOptions, LimitSettings } from "../limits/limit-settings.ts";
import type { LogLevel } from "../observe/logger.ts";
import type { RetentionSettings } from "../retention/retention-settings.ts";
import type { SummaryOptions } from "../summaries/summary-settings.ts";

/** What `usher.config.ts` exports. Everything has a default. */
export interface UsherConfig {
  /** Beside those that are registered while the server runs (`usher product create`). Default: none. */
  readonly products?: readonly ProductConfig[];
  readonly server?: {
    /** Default 8787. 0 picks a free port. */
    readonly port?: number;
    /** Default 127.0.0.1: nothing outside this machine can connect unless you say so. */
    readonly host?: string;
    /** Address under which browsers reach the server when it is behind a proxy, e.g. `https://usher.example.com`. */
    readonly publicUrl?: string;
    /** Addresses of proxies whose `X-Forwarded-For` is believed: `10.0.0.0/8`, `127.0.0.1`. Default: none. */
    readonly trustProxy?: readonly string[];
  };
  /** Where the embedded store lives. Default `.usher`. */
  readonly dataDir?: string;
  readonly llm?: LlmConfig;
  /** Lets the knowledge base find what shares no word with the question. Without them, search is lexical. */
  readonly embeddings?: EmbeddingsConfig;
  /** Default `info`. */
  readonly logLevel?: LogLevel;
  /** Opens `/v1/admin/*` to who has it; at least 32 characters. Without one those routes do not exist. */
  readonly adminKey?: string;
  /** Opens `/metrics` to who has it; at least 16 characters. Without one: this machine and the admin key. */
  readonly metricsToken?: string;
  /** How much a client may ask; false: as much as it likes. What is left out has its default. */
  readonly limits?: LimitOptions | false;
  /** Whether requests are refused while the process is too busy. Default true. */
  readonly shedLoad?: boolean;
  /** Streams to servers. */
  readonly streams?: {
    /** A stream ends after this long, give or take a tenth; its reader resumes. Default 600. */
    readonly maxAgeS?: number;
    /** Streams one key may have open. Default 20. */
    readonly maxPerKey?: number;
  };
  /** Pushing the stream to endpoints (docs/webhooks.md). */
  readonly webhooks?: {
    /** Origins that may be reached although they are not https or not public, e.g. `http://127.0.0.1:9000`. Default: none. */
    readonly allow?: readonly string[];
  };
  /** How long what is kept; docs/privacy.md has the table. */
  readonly retention?: Partial<RetentionSettings>;
  /** Lets a page see its own session explained (`Usher.debug()`). For development; default false. */
  readonly debug?: boolean;
  /** Folders served as they are. */
  readonly staticFiles?: readonly StaticFiles[];
}

export interface ProductConfig {
  /** `[a-z0-9_-]`; everything is kept under it. */
  readonly id: string;
  /** `pk_…`, for pages: not secret, only good together with `origins`. */
  readonly publishableKeys: readonly string[];
  /** Origins whose pages may use the key: `https://app.example.com`, `https://*.example.com`, or `self` for pages this server serves. */
  readonly origins: readonly string[];
  /** HS256 secrets (at least 32 characters) with which your backend signs identities; two allow rotation. With any set, `identify` needs a token. */
  readonly identitySecrets?: readonly string[];
  /** Keys for this product's own servers, from the environment; at least 32 characters. Registered ones work, too. */
  readonly secretKeys?: readonly string[];
  /** With what event sources sign what they send, from the environment; at least 16 characters. */
  readonly webhookSecrets?: readonly string[];
  /** Endpoints that the stream is pushed to, beside those that are made while the server runs. */
  readonly webhooks?: readonly WebhookConfig[];
  /**
   * Options of event sources, by source id (`posthog`, `segment`, …); docs/sources.md lists them. Every source also takes
   * `keys` (names under which the vendor's clients know the product, such as `phc_…`) and `allowServerEvents` (whether
   * requests without an Origin may use a publishable key; default false).
   */
  readonly sources?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Vendors' chats, by bridge id; docs/bridges.md lists their options. */
  readonly bridges?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** In order of preference: made with `defineTrigger` or `builtinTrigger`, or written as JSON. */
  readonly triggers: readonly (Trigger | JsonTrigger)[];
  /** Golden paths that triggers written as JSON may name, by id; a path may leave out its `id`. */
  readonly paths?: Readonly<Record<string, GoldenPath | Readonly<Record<string, unknown>>>>;
  /** Documents of triggers written as JSON, after `triggers` in preference. Relative to the working directory. */
  readonly triggerFiles?: readonly string[];
  readonly policy?: Partial<GatePolicy>;
  /** What the chat may say and how often (docs/chat.md). */
  readonly chat?: ChatOptions;
  /** Summaries of sessions on the stream to servers. Default false; `{}` switches them on. */
  readonly summaries?: SummaryOptions | false;
  /**
   * Who puts sessions into words, in their analyses and their summaries: the configured language model, or a rule that
   * counts and quotes (`extractive`), so that no activity is sent anywhere for it. Chat replies are not concerned.
   * Default `model`, which without `llm` comes to the same as `extractive`.
   */
  readonly prose?: "model" | "extractive";
  /**
   * Whether pages load the detectors of struggle. Default: when a trigger needs them. Say true when a condition of your
   * own looks at dead clicks, failed requests, field states or records.
   */
  readonly detectors?: boolean;
}

export interface WebhookConfig {
  /** https, on the public internet, port 443 or 8443, unless its origin is in `webhooks.allow`. */
  readonly url: string;
  /** With what deliveries are signed, from the environment; at least 24 characters. Default: the product's webhook secrets. */
  readonly secret?: string;
}

/** A trigger as it can be read from JSON; its fields are checked when the configuration is loaded. */
export type JsonTrigger = Readonly<Record<string, unknown>>;

/** A product in force: every trigger, wherever it was written, is compiled. */
export interface ResolvedProduct extends Omit<ProductConfig, "triggers" | "paths" | "triggerFiles"> {
  readonly triggers: readonly Trigger[];
  /** Every golden path that was named beside the triggers. */
  readonly paths: readonly GoldenPath[];
}

/** Any server that speaks the OpenAI embeddings protocol. */
export interface EmbeddingsConfig {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
}

/** Any OpenAI-compatible server. Without one, chat answers with the how-to itself. */
export interface LlmConfig {
  readonly baseUrl: string;
  readonly model: string;
  readonly apiKey?: string;
  /** Default 8,000. */
  readonly firstTokenTimeoutMs?: number;
  /** Default 30,000. */
  readonly totalTimeoutMs?: number;
}

export interface StaticFiles {
  /** Address prefix, e.g. `/demo/projects`. */
  readonly path: string;
  readonly dir: string;
  /** Answer unknown paths below the prefix with its `index.html`. */
  readonly spa?: boolean;
  /** Whether scripts of other sites may read these files: for what is public anyway. Default false. */
  readonly anyOrigin?: boolean;
}

/** What flags can say; they win over the environment. */
export interface ServerFlags {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
}

/** The configuration in force: defaults < file < environment < flags, frozen. */
export interface ResolvedConfig {
  readonly products: readonly ResolvedProduct[];
  readonly server: {
    readonly port: number;
    readonly host: string;
    readonly publicUrl: string | null;
    readonly trustProxy: readonly string[];
  };
  readonly dataDir: string;
  readonly llm: (Required<Omit<LlmConfig, "apiKey">> & { readonly apiKey: string | null }) | null;
  readonly embeddings: { readonly baseUrl: string; readonly model: string; readonly apiKey: string | null } | null;
  readonly logLevel: LogLevel;
  readonly adminKey: string | null;
  readonly metricsToken: string | null;
  /** Null: nothing is limited. */
  readonly limits: LimitSettings | null;
  readonly shedLoad: boolean;
  readonly streams: { readonly maxAgeS: number; readonly maxPerKey: number };
  readonly webhooks: { readonly allow: readonly string[] };
  readonly retention: RetentionSettings;
  readonly debug: boolean;
  readonly staticFiles: readonly StaticFiles[];
}

/** Types the configuration; checked by `loadConfig`. */
export function defineConfig(config: UsherConfig): UsherConfig {
  return config;
}

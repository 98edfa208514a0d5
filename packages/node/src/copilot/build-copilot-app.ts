import { UsherError } from "@usher/core";
import { ChatMemory } from "../chat/chat-memory.ts";
import { type ChatPipeline, type ChatPipelineOptions, composeChatPipeline } from "../chat/chat-pipeline.ts";
import { checkLimit } from "../check-limit.ts";
import { systemClock } from "../clock.ts";
import { safeCallback } from "../safe-callback.ts";
import { ConnectorClient } from "../stream/connector-client.ts";
import type { ConnectorClientOptions } from "../stream/connector-options.ts";
import { bearerCheck } from "./bearer-check.ts";
import { checkCopilotPrompt, DEFAULT_COPILOT_PROMPT } from "./copilot-prompt.ts";
import { type CopilotParts, copilotRoutes } from "./copilot-routes.ts";

export interface CopilotAppOptions extends ChatPipelineOptions {
  /** What callers must send as `Authorization: Bearer …`; two of them while it is being replaced. */
  readonly apiKey: string | readonly string[];
  /** The stream to read. Left out: feed `pipeline.onActions` yourself, for instance from a webhook. */
  readonly stream?: Omit<ConnectorClientOptions, "onActions" | "onSummary">;
  /** Names of values in braces; see `formatRagSystemPrompt`. */
  readonly systemPrompt?: string;
  /** For a reply of the model. Default 30,000. */
  readonly replyTimeoutMs?: number;
}

export interface CopilotApp {
  /** `GET /healthz`, `GET /context/:user_id`, `GET /reply/:user_id`, `POST /admin/reset/:user_id`. */
  readonly fetch: (request: Request) => Promise<Response>;
  readonly pipeline: ChatPipeline;
  readonly memory: ChatMemory;
  /** Undefined without a stream. */
  readonly client: ConnectorClient | undefined;
  /** Begins to read the stream. A refused key is reported to `onError` and by `/healthz`. */
  start(): void;
  stop(): Promise<void>;
}

/**
 * A small service that answers questions about what users are doing: the stream in, questions out. A web-standard fetch
 * handler, to be served by whatever serves those. Throws UsherError `option_invalid`, with the path.
 */
export function buildCopilotApp(options: CopilotAppOptions): CopilotApp {
  const isAllowed = bearerCheck([options.apiKey].flat());
  const prompt = checkCopilotPrompt(options.systemPrompt ?? DEFAULT_COPILOT_PROMPT);
  const timeoutMs = checkLimit("replyTimeoutMs", options.replyTimeoutMs ?? 30_000, 1);
  const onError = safeCallback(options.onError);
  const { llm, clock = systemClock } = options;
  const pipeline = composeChatPipeline(options);
  const memory = new ChatMemory({ contextStore: pipeline.contextStore, userIndex: pipeline.userIndex });
  const client =
    options.stream &&
    new ConnectorClient({
      ...options.stream,
      onActions: (payload) => pipeline.onActions(payload),
      onSummary: (payload) => pipeline.onSummary(payload),
    });
  const onFailure = (cause: unknown): void =>
    onError(new UsherError("llm_unavailable", "the reply was made without the model", { cause }));
  const parts: CopilotParts = { isAllowed, pipeline, memory, client, llm, prompt, timeoutMs, clock, onFailure };
  return {
    fetch: copilotRoutes(parts),
    pipeline,
    memory,
    client,
    start() {
      client?.run().catch((cause: unknown) => {
        onError(cause instanceof UsherError ? cause : new UsherError("stream_failed", "the stream ended", { cause }));
      });
    },
    async stop() {
      await client?.stop();
      await pipeline.close();
    },
  };
}

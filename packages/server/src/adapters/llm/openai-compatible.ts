import { UsherError } from "@usher/core";
import OpenAI from "openai";
import type { ResolvedConfig } from "../../config/config.ts";
import type { LanguageModel } from "../../ports/language-model.ts";

/** Long enough for five steps in friendly words; short enough that a runaway reply ends. */
const MAX_REPLY_TOKENS = 400;

/**
 * Any server that speaks the OpenAI chat completions protocol: OpenAI, vLLM, Ollama, LM Studio, llama.cpp… One that fails
 * before it begins to answer is asked once more within the same time.
 */
export function openAiCompatible(config: NonNullable<ResolvedConfig["llm"]>): LanguageModel {
  const client = new OpenAI({
    baseURL: config.baseUrl,
    // Local servers need none, but the client insists on one.
    apiKey: config.apiKey ?? "none",
    maxRetries: 0,
    timeout: config.totalTimeoutMs,
    // What goes wrong is in our own log, without what was said.
    logLevel: "off",
  });
  return {
    async *stream(prompt, signal) {
      const controller = new AbortController();
      const abort = (): void => controller.abort();
      signal.addEventListener("abort", abort, { once: true });
      const total = setTimeout(abort, config.totalTimeoutMs);
      let firstToken: NodeJS.Timeout | undefined = setTimeout(abort, config.firstTokenTimeoutMs);
      const ask = (): Promise<AsyncIterable<OpenAI.ChatCompletionChunk>> =>
        client.chat.completions.create(
          {
            model: config.model,
            stream: true,
            temperature: 0.4,
            max_tokens: MAX_REPLY_TOKENS,
            messages: [{ role: "system", content: prompt.system }, ...prompt.messages],
          },
          { signal: controller.signal },
        );
      try {
        const chunks = await ask().catch((error: unknown) => {
          // Both attempts share one limit: a server that was slow to fail is not asked again.
          if (controller.signal.aborted || !mayPass(error)) throw error;
          return ask();
        });
        let finished: string | undefined;
        for await (const chunk of chunks) {
          finished = chunk.choices[0]?.finish_reason ?? finished;
          const text = chunk.choices[0]?.delta?.content;
          if (text === undefined || text === null || text === "") continue;
          clearTimeout(firstToken);
          firstToken = undefined;
          yield text;
        }
        // Aborting ends the loop above quietly; a reply that was cut short is not a reply.
        if (controller.signal.aborted) throw new Error("timed out or cancelled");
        if (finished !== "stop") throw new Error("the reply was cut short");
      } catch (cause) {
        throw new UsherError("llm_unavailable", "The language model did not answer.", { cause });
      } finally {
        clearTimeout(total);
        clearTimeout(firstToken);
        signal.removeEventListener("abort", abort);
      }
    },
  };
}

/** A broken connection or a server in trouble may be over at once; a refusal or an exhausted quota is not. */
function mayPass(error: unknown): boolean {
  return error instanceof OpenAI.APIError && (error.status === undefined || error.status >= 500);
}

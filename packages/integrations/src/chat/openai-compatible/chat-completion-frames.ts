import type { EpochMs } from "@usher/core";

export interface CompletionFacts {
  /** `chatcmpl-…`; the same in every chunk. */
  readonly id: string;
  /** What the client asked for; it is only repeated. */
  readonly model: string;
  readonly now: EpochMs;
}

/** Frames of OpenAI's streamed chat completions for one answer. Pure: whoever holds the socket writes them. */
export interface ChatCompletionFrames {
  start(): string;
  delta(text: string): string;
  /** OpenAI's streams have no word for it: an error object, then the end. */
  fail(message: string): string;
  finish(): string;
}

export function createChatCompletionFrames({ id, model, now }: CompletionFacts): ChatCompletionFrames {
  const chunk = (delta: Readonly<Record<string, string>>, finishReason: "stop" | null): string =>
    frame({
      id,
      object: "chat.completion.chunk",
      created: Math.floor(now / 1_000),
      model,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    });
  return {
    start: () => chunk({ role: "assistant", content: "" }, null),
    delta: (text) => (text === "" ? "" : chunk({ content: text }, null)),
    fail: (message) => frame({ error: { message, type: "server_error", param: null, code: null } }) + DONE,
    finish: () => chunk({}, "stop") + DONE,
  };
}

export interface ChatCompletion {
  readonly id: string;
  readonly object: "chat.completion";
  readonly created: number;
  readonly model: string;
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly message: { readonly role: "assistant"; readonly content: string; readonly refusal: null };
      readonly logprobs: null;
      readonly finish_reason: "stop";
    },
  ];
  readonly usage: { readonly prompt_tokens: 0; readonly completion_tokens: 0; readonly total_tokens: 0 };
}

/** The whole answer for clients that do not stream. Usher charges nobody by token, so none are counted. */
export function chatCompletion(text: string, { id, model, now }: CompletionFacts): ChatCompletion {
  return {
    id,
    object: "chat.completion",
    created: Math.floor(now / 1_000),
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: text, refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  };
}

const DONE = "data: [DONE]\n\n";

function frame(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

import { type Action, cleanText, digestToText, MAX_SUMMARY_CHARS, summarise, summaryPrompt } from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { Clock } from "../ports/clock.ts";
import type { LanguageModel } from "../ports/language-model.ts";

export interface WrittenSummary {
  readonly text: string;
  readonly origin: "extractive" | "model";
}

export interface SummaryWriter {
  readonly clock: Clock;
  readonly log: Logger;
  /** Undefined: summaries are counted and quoted. */
  readonly model: LanguageModel | undefined;
  /** Whether the model may be told what the product's users did. Default: it may. */
  readonly mayAskModel?: (productId: string) => boolean;
  /** How long the model may take before the summary is made without it. */
  readonly modelTimeoutMs: number;
  /** Told of each summary that was made without the model although there is one. */
  readonly onFallback?: () => void;
}

interface Material {
  readonly productId: string;
  /** The session's latest actions, oldest first. */
  readonly actions: readonly Action[];
  /** How many actions the summary stands for; may be more than were looked at. */
  readonly actionCount: number;
  /** How many of them came since `previous`. */
  readonly newCount: number;
  /** The summary so far; empty for the first. */
  readonly previous: string;
  /** Aborted when the server stops: then the model is not waited for. */
  readonly signal: AbortSignal;
}

/** A model that fails, is silent or takes too long costs its wording and nothing else. */
export async function writeSummary(writer: SummaryWriter, material: Material): Promise<WrittenSummary> {
  const { productId, actions, actionCount, newCount, previous, signal } = material;
  const counted = digestToText(summarise(undefined, actions).digest, actionCount);
  const { model, log, mayAskModel = () => true, onFallback = () => {} } = writer;
  if (model === undefined || !mayAskModel(productId) || signal.aborted) return { text: counted, origin: "extractive" };
  try {
    // Without a summary so far everything is new to the model.
    const told = previous === "" ? actions : actions.slice(-newCount);
    const text = await ask(writer, model, summaryPrompt({ previous, actions: told, counted }), signal);
    if (text !== "") return { text, origin: "model" };
    log.warn({ reason: "empty" }, MADE_WITHOUT);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    log.warn({ reason: "llm_unavailable", error: cause instanceof Error ? cause.name : typeof cause }, MADE_WITHOUT);
  }
  onFallback();
  return { text: counted, origin: "extractive" };
}

const MADE_WITHOUT = "summary made without the model";

async function ask(
  { clock, modelTimeoutMs }: SummaryWriter,
  model: LanguageModel,
  { system, content }: ReturnType<typeof summaryPrompt>,
  signal: AbortSignal,
): Promise<string> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener("abort", abort, { once: true });
  const cancel = clock.at(clock.now() + modelTimeoutMs, abort);
  // A model that does not heed its signal is not waited for either.
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(new Error("timed out or stopped")), { once: true });
  });
  try {
    const prompt = { system, messages: [{ role: "user" as const, content }] };
    const text = await Promise.race([collect(model.stream(prompt, controller.signal)), aborted]);
    return cleanText(text, MAX_SUMMARY_CHARS);
  } finally {
    cancel();
    signal.removeEventListener("abort", abort);
  }
}

async function collect(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length > 4 * MAX_SUMMARY_CHARS) break;
  }
  return text;
}

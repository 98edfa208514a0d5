import type { ActionsPayload } from "@usher/core/documented";
import { withDeadline } from "../with-deadline.ts";
import { type ActivityDigest, addToDigest, digestToText } from "./activity-digest.ts";
import type { SummarizerSettings } from "./summarizer-options.ts";
import { fillSummaryPrompt } from "./summary-prompt.ts";

const MAX_CHARS = 2_000;

export interface MadeSummary {
  readonly text: string;
  readonly origin: "model" | "extract";
  readonly digest: ActivityDigest;
  /** Why the model's answer was not used. */
  readonly modelError?: unknown;
}

/** Adds payloads to a summary. A model that fails, or takes too long, costs its wording and nothing else. */
export async function makeSummary(
  settings: SummarizerSettings,
  soFar: { readonly text: string; readonly digest: ActivityDigest },
  payloads: readonly ActionsPayload[],
): Promise<MadeSummary> {
  const digest = addToDigest(
    soFar.digest,
    payloads.flatMap(({ actions }) => actions),
  );
  const extract: MadeSummary = { text: digestToText(digest), origin: "extract", digest };
  const { llm, prompt, llmTimeoutMs, clock } = settings;
  if (!llm) return extract;
  try {
    const filled = fillSummaryPrompt(prompt, soFar.text, payloads);
    const answer = await withDeadline(clock, llmTimeoutMs, "the model", (signal) => llm(filled, { signal }));
    const text = typeof answer === "string" ? Array.from(answer.trim()).slice(0, MAX_CHARS).join("") : "";
    return text === "" ? { ...extract, modelError: "an empty answer" } : { text, origin: "model", digest };
  } catch (modelError) {
    return { ...extract, modelError };
  }
}

/** A model that puts facts into words. It decides nothing, has no tools, and sees no secret. */
export interface LanguageModel {
  /** Pieces of text as they arrive. Rejects with UsherError `llm_unavailable` on any failure. */
  stream(prompt: Prompt, signal: AbortSignal): AsyncIterable<string>;
}

export interface Prompt {
  /** Our rules and the ground truth. */
  readonly system: string;
  readonly messages: readonly { readonly role: "user" | "assistant"; readonly content: string }[];
}

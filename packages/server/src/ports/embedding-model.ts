/** Turns texts into vectors; near texts have near vectors. */
export interface EmbeddingModel {
  /** One vector per text, in their order. Rejects with UsherError `embeddings_unavailable`. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]>;
}

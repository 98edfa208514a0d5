import { UsherError } from "@usher/core";
import OpenAI from "openai";
import type { ResolvedConfig } from "../../config/config.ts";
import type { EmbeddingModel } from "../../ports/embedding-model.ts";

/** Any server that speaks the OpenAI embeddings protocol. */
export function openAiEmbeddings(config: NonNullable<ResolvedConfig["embeddings"]>): EmbeddingModel {
  const client = new OpenAI({ baseURL: config.baseUrl, apiKey: config.apiKey ?? "none", maxRetries: 0 });
  return {
    async embed(texts, signal) {
      try {
        const { data } = await client.embeddings.create(
          // Asked for as numbers: not every server knows the packed form.
          { model: config.model, input: [...texts], encoding_format: "float" },
          { signal },
        );
        const vectors = [...data].sort((left, right) => left.index - right.index).map(({ embedding }) => embedding);
        if (vectors.length !== texts.length || !vectors.every(isVector)) throw new Error("not one vector per text");
        return vectors;
      } catch (cause) {
        throw new UsherError("embeddings_unavailable", "The embeddings endpoint did not answer.", { cause });
      }
    },
  };
}

function isVector(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(Number.isFinite);
}

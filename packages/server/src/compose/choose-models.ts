import { openAiCompatible } from "../adapters/llm/openai-compatible.ts";
import { openAiEmbeddings } from "../adapters/llm/openai-embeddings.ts";
import { withCircuitBreaker } from "../chat/circuit-breaker.ts";
import { measureModel } from "../observe/measure-model.ts";
import type { EmbeddingModel } from "../ports/embedding-model.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { Base, Parts } from "./parts.ts";

/** Models of this server; undefined where none is configured. */
export interface Models {
  /** Measured. */
  readonly model: LanguageModel | undefined;
  /** The same behind a circuit breaker of its own: one user's failures do not silence another's. */
  readonly breakable: () => LanguageModel | undefined;
  /** As configured; undefined for one that was brought along. */
  readonly modelName: string | undefined;
  readonly embeddings: EmbeddingModel | undefined;
}

export function chooseModels({ config, clock, metrics }: Base, parts: Pick<Parts, "model" | "embeddings">): Models {
  const plain = parts.model ?? (config.llm === null ? undefined : openAiCompatible(config.llm));
  const model = plain && measureModel(plain, metrics);
  return {
    model,
    breakable: () => model && withCircuitBreaker(model, clock),
    modelName: parts.model === undefined ? config.llm?.model : undefined,
    embeddings: parts.embeddings ?? (config.embeddings === null ? undefined : openAiEmbeddings(config.embeddings)),
  };
}

import { type JsonObject, objectOf, textOf } from "../../sources/body/json-values.ts";

/** A look-up as Dify sends it to `…/retrieval`. */
export interface DifyRetrieval {
  readonly knowledgeId: string;
  readonly query: string;
  /** From 1 to 50. */
  readonly topK: number;
  /** From 0 to 1. */
  readonly scoreThreshold: number;
}

export interface DifyRecord {
  readonly content: string;
  readonly score: number;
  readonly title: string;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

const MAX_RECORDS = 50;

/** Undefined when the body is no look-up. */
export function readDifyRetrieval(body: JsonObject): DifyRetrieval | undefined {
  const knowledgeId = textOf(body.knowledge_id);
  if (knowledgeId === undefined || typeof body.query !== "string") return undefined;
  const { top_k, score_threshold } = objectOf(body.retrieval_setting);
  return {
    knowledgeId,
    query: body.query,
    topK: typeof top_k === "number" ? Math.min(MAX_RECORDS, Math.max(1, Math.floor(top_k) || 1)) : 3,
    scoreThreshold: typeof score_threshold === "number" ? Math.min(1, Math.max(0, score_threshold)) : 0,
  };
}

/** The answer; `metadata` is an object in every record, because Dify fails on null. */
export function difyRecords(
  records: readonly (Omit<DifyRecord, "metadata"> & Partial<Pick<DifyRecord, "metadata">>)[],
  { topK, scoreThreshold }: Pick<DifyRetrieval, "topK" | "scoreThreshold">,
): { readonly records: readonly DifyRecord[] } {
  return {
    records: records
      .filter(({ score }) => score >= scoreThreshold)
      .slice(0, topK)
      .map(({ content, score, title, metadata }) => ({ content, score, title, metadata: metadata ?? {} })),
  };
}

import { DAY_MS } from "@usher/core";
import { entryInWords, type KnowledgeEntry } from "@usher/core/knowledge";
import type { Hono } from "hono";
import * as z from "zod";
import type { UserAction } from "../../../ports/activity-store.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpDependencies, HttpEnv, Product } from "../../dependencies.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { actionLines } from "./wire-actions.ts";

/** A look-up, as Dify sends it. */
export interface RetrievalRequest {
  readonly knowledge_id: string;
  readonly query?: string | undefined;
  readonly retrieval_setting?:
    | { readonly top_k?: number | undefined; readonly score_threshold?: number | null | undefined }
    | null
    | undefined;
}

export const retrievalRequest: z.ZodType<RetrievalRequest> = z.object({
  knowledge_id: z.string().max(512),
  query: z.string().max(8_000).optional(),
  retrieval_setting: z
    .object({
      top_k: z.number().int().min(1).max(100).optional(),
      score_threshold: z.number().min(0).max(1).nullable().optional(),
    })
    .nullish(),
});

export interface RetrievalRecord {
  readonly content: string;
  readonly score: number;
  readonly title: string;
  readonly metadata: Readonly<Record<string, never>>;
}

export interface RetrievalReply {
  readonly records: readonly RetrievalRecord[];
  /** Why there are none, where it is not that nothing is known: several users have the address. */
  readonly reason?: "email_ambiguous";
}

const DEFAULT_TOP_K = 3;
/** Actions in one record: one alone says little, and too many drown the question. */
const RECORD_ACTIONS = 10;
const MAX_RECORDS = 20;

/** Which part of the knowledge base a name asks for. Ids of sessions and users that are called so are not reached. */
const KNOWLEDGE: ReadonlyMap<string, KnowledgeEntry["kind"] | undefined> = new Map([
  ["knowledge", undefined],
  ["paths", "path"],
  ["docs", "document"],
]);

/**
 * `POST /retrieval`, as Dify asks an external knowledge base. With the `knowledge_id` `knowledge`, `paths` or `docs`, the
 * product's knowledge base is searched and the score says how much of the question was found. Otherwise it is a session
 * id, a user id, or a user's email address as the page or event sources said it: records are the latest activity, the newest first,
 * and the score says how recent it is, not how similar.
 */
export function retrievalRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const retrieve = createRetrieval(dependencies);

  app.post("/retrieval", async (context) => {
    const { product } = authoriseServer(context, dependencies, { scope: "context:read" });
    const body = parseBody(retrievalRequest, await readJson(context.req.raw));
    return context.json(await retrieve(product, body));
  });
}

/** What the product knows that answers a look-up. */
export function createRetrieval({
  store,
  engine,
  clock,
  knowledge,
}: Pick<HttpDependencies, "store" | "engine" | "clock" | "knowledge">): (
  product: Product,
  body: RetrievalRequest,
) => Promise<RetrievalReply> {
  return async (product, body) => {
    const { top_k: topK = DEFAULT_TOP_K, score_threshold: threshold } = body.retrieval_setting ?? {};
    const floor = threshold ?? 0;
    if (KNOWLEDGE.has(body.knowledge_id)) {
      const kind = KNOWLEDGE.get(body.knowledge_id);
      const found = await knowledge.search(product, body.query ?? "", {
        topK: Math.min(topK, MAX_RECORDS),
        ...(kind === undefined ? {} : { kind }),
      });
      const records = found.map(
        ({ entry, coverage }): RetrievalRecord => ({
          content: entryInWords(entry),
          score: coverage,
          title: entry.title,
          metadata: {},
        }),
      );
      return { records: records.filter(({ score }) => score >= floor) };
    }
    const actions = await activityOf(product.id, body.knowledge_id, Math.min(topK, MAX_RECORDS) * RECORD_ACTIONS);
    if (actions === "email_ambiguous") return { records: [], reason: actions };
    const records = toRecords(actions).slice(0, topK);
    return { records: records.filter(({ score }) => score >= floor) };
  };

  async function activityOf(
    productId: string,
    knowledgeId: string,
    limit: number,
  ): Promise<readonly UserAction[] | "email_ambiguous"> {
    const session = await engine.find(productId, knowledgeId);
    if (session !== undefined) {
      const actions = await store.recentActions(productId, knowledgeId, limit);
      return actions.map((action) => ({ sessionId: knowledgeId, action }));
    }
    const since = clock.now() - DAY_MS;
    const actions = await store.activity.userActions(productId, knowledgeId, since, limit);
    if (actions.length > 0 || !knowledgeId.includes("@")) return actions;
    const [userId, ...others] = await store.activity.usersByEmail(productId, knowledgeId, 2);
    if (others.length > 0) return "email_ambiguous";
    return userId === undefined ? [] : store.activity.userActions(productId, userId, since, limit);
  }
}

/** Cut from the end, so that the newest record is a full one. */
function toRecords(actions: readonly UserAction[]): readonly RetrievalRecord[] {
  const records: RetrievalRecord[] = [];
  for (let end = actions.length; end > 0; end -= RECORD_ACTIONS) {
    const chunk = actions.slice(Math.max(0, end - RECORD_ACTIONS), end);
    const latest = chunk.at(-1);
    const lines = actionLines(
      chunk.map(({ action }) => action),
      end - chunk.length,
    );
    records.push({
      content: lines.join("\n"),
      score: Math.round((1 - records.length / (2 * MAX_RECORDS)) * 1_000) / 1_000,
      title: `Activity until ${new Date(latest?.action.at ?? 0).toISOString()}`,
      metadata: {},
    });
  }
  return records;
}

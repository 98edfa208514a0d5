import { type KnowledgeMatch, stepsInWords } from "@usher/core/knowledge";
import type { Hono } from "hono";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { readLimit } from "./read-limit.ts";

const DEFAULT_TOP_K = 3;
export const MAX_TOP_K = 50;
export const MAX_QUERY_CHARS = 8_000;

/** `GET /knowledge-base/:product_id?query&top_k`: golden paths and documents that answer a question, the best first. */
export function knowledgeBaseRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.get("/knowledge-base/:product_id", async (context) => {
    const productId = context.req.param("product_id");
    const { product } = authoriseServer(context, dependencies, { scope: "context:read", productId });
    const query = context.req.query("query")?.trim() ?? "";
    if (query === "") throw new HttpProblem("parameter_invalid", "Say what is looked for: ?query=<text>");
    const topK = Math.min(readLimit(context.req.query("top_k") ?? String(DEFAULT_TOP_K), MAX_TOP_K), MAX_TOP_K);
    const found = await dependencies.knowledge.search(product, query.slice(0, MAX_QUERY_CHARS), { topK });
    return context.json({ results: found.map(matchToWire) });
  });
}

/** `title` and `steps` are what existing clients read; the rest says what it is, and why it was found. */
export function matchToWire({ entry, score, coverage, matched }: KnowledgeMatch): Readonly<Record<string, unknown>> {
  return {
    title: entry.title,
    steps: stepsInWords(entry),
    id: entry.id,
    kind: entry.kind,
    text: entry.text,
    source: entry.source,
    score: Math.round(score * 1_000_000) / 1_000_000,
    coverage,
    matched,
  };
}

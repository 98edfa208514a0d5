import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { explanationInWords, parseTimestamp } from "@usher/core";
import * as z from "zod";
import { explainStored } from "../../../explain/explain-stored.ts";
import type { HttpContext, HttpDependencies } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { MAX_QUERY_CHARS, matchToWire } from "../copilot/knowledge-base.ts";
import { nextStepReply } from "../copilot/next-step.ts";
import { productId, READ_ONLY } from "./activity-tools.ts";
import { toolAnswer } from "./tool-answer.ts";

const MAX_RESULTS = 10;
const DEFAULT_RESULTS = 3;
const sessionId = z.string().min(1).max(256).describe("The session's id.");

/** What a product knows, what fits a session now, and why something was offered or not. */
export function addGuidanceTools(server: McpServer, context: HttpContext, dependencies: HttpDependencies): void {
  const { store, engine, knowledge, clock } = dependencies;

  server.registerTool(
    "search_knowledge_base",
    {
      title: "Search the knowledge base",
      description: "Golden paths and pieces of documents that answer a question, the best first, with their steps.",
      inputSchema: {
        product_id: productId,
        query: z.string().trim().min(1).max(MAX_QUERY_CHARS).describe("What is looked for, in anybody's words."),
        top_k: z.number().int().min(1).max(MAX_RESULTS).optional().describe("Results at most; 3."),
      },
      annotations: READ_ONLY,
    },
    ({ product_id, query, top_k }) =>
      toolAnswer(context, dependencies, { scope: "context:read", productId: product_id }, async (product) => {
        const found = await knowledge.search(product, query, { topK: top_k ?? DEFAULT_RESULTS });
        return { results: found.map(matchToWire) };
      }),
  );

  server.registerTool(
    "get_next_step",
    {
      title: "The one next step",
      description: "What a session's user should do next and why, or why nothing should be suggested.",
      inputSchema: { product_id: productId, session_id: sessionId },
      annotations: READ_ONLY,
    },
    ({ product_id, session_id }) =>
      toolAnswer(context, dependencies, { scope: "context:read", productId: product_id }, async (product) => {
        const session = await engine.find(product.id, session_id);
        if (session === undefined) throw new HttpProblem("session_unknown", "This product has no such session.");
        return nextStepReply(dependencies, product, session);
      }),
  );

  server.registerTool(
    "explain_session",
    {
      title: "Explain a session",
      description: "Why something was offered at a moment, or why not: every trigger and what it waits for.",
      inputSchema: {
        product_id: productId,
        session_id: sessionId,
        at: z.string().optional().describe("Epoch milliseconds or 2026-05-19T11:07:19.847Z; now when left out."),
      },
      annotations: READ_ONLY,
    },
    ({ product_id, session_id, at: moment }) =>
      toolAnswer(context, dependencies, { scope: "context:read", productId: product_id }, async (product) => {
        const at = moment === undefined ? clock.now() : parseTimestamp(moment);
        if (at === undefined) {
          throw new HttpProblem("parameter_invalid", "at: write epoch milliseconds or 2026-05-19T11:07:19.847Z");
        }
        const query = { productId: product.id, who: { session: session_id }, at };
        const { explanation, disagreements } = await explainStored(store, product.rules, query);
        return { session_id, at, words: explanationInWords(explanation), disagreements };
      }),
  );
}

import { MAX_DOCUMENT_CHARS } from "@usher/core/knowledge";
import type { Hono } from "hono";
import * as z from "zod";
import type { ListedDocument } from "../../../knowledge/knowledge.ts";
import type { Product } from "../../../products/product.ts";
import { authoriseServer } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { MAX_QUERY_CHARS, MAX_TOP_K, matchToWire } from "../copilot/knowledge-base.ts";

export const addDocumentRequest: z.ZodType<{ name: string; format: "markdown" | "html"; content: string }> = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((name) => !/[\p{Cc}\p{Cs}]/u.test(name), { error: "write a name without control characters" }),
  format: z.enum(["markdown", "html"]).default("markdown"),
  content: z.string().min(1).max(MAX_DOCUMENT_CHARS),
}) as never;

export const previewRequest: z.ZodType<{ queries: string[]; top_k?: number | undefined }> = z.object({
  queries: z.array(z.string().trim().min(1).max(MAX_QUERY_CHARS)).min(1).max(50),
  top_k: z.number().int().min(1).max(MAX_TOP_K).optional(),
});

/** `/v1/admin/products/:id/knowledge`: documents of the knowledge base, and what questions would find. */
export function adminKnowledgeRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { knowledge } = dependencies;
  const base = "/v1/admin/products/:id/knowledge";

  app.get(base, async (context) => {
    const product = authorise(context);
    return context.json({ documents: (await knowledge.list(product)).map(toWire), paths: product.rules.paths.size });
  });

  app.post(base, async (context) => {
    const product = authorise(context);
    const document = parseBody(addDocumentRequest, await readJson(context.req.raw));
    return context.json(toWire(await knowledge.add(product, document)), 201);
  });

  app.delete(`${base}/:name`, async (context) => {
    const product = authorise(context);
    const isFound = await knowledge.remove(product, context.req.param("name") ?? "");
    if (!isFound) throw new HttpProblem("document_unknown", "This product has no such document.");
    return context.body(null, 204);
  });

  app.post(`${base}/preview`, async (context) => {
    const product = authorise(context);
    const { queries, top_k: topK = 3 } = parseBody(previewRequest, await readJson(context.req.raw));
    const previews = await Promise.all(
      queries.map(async (query) => {
        const found = await knowledge.search(product, query, { topK });
        return { query, results: found.map(matchToWire) };
      }),
    );
    return context.json({ previews });
  });

  function authorise(context: HttpContext): Product {
    const productId = context.req.param("id") ?? "";
    return authoriseServer(context, dependencies, { scope: "golden_paths:write", productId }).product;
  }
}

function toWire({ name, format, pieces, addedAt }: ListedDocument) {
  return { name, format, pieces, added_at: addedAt };
}

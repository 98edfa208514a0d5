import type { Hono } from "hono";
import * as z from "zod";
import type { Product } from "../../../products/product.ts";
import { authoriseServer, requireScope } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { findSession } from "./find-session.ts";
import { memoryReply, readAnalysisQuery, workflowsOf } from "./memory-reply.ts";
import { memorySubject } from "./memory-subject.ts";

export interface CorrectionRequest {
  readonly workflow: string;
  /** Null forgets the workflow. */
  readonly status: "mastered" | "in_progress" | "untouched" | null;
}

export const correctionRequest: z.ZodType<CorrectionRequest> = z.object({
  workflow: z.string().min(1).max(120),
  status: z.enum(["mastered", "in_progress", "untouched"]).nullable(),
});

/** What is remembered of users, for a product's own servers: to read, to correct, to forget. */
export function userMemoryRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, memories, clock } = dependencies;

  function productOf(context: HttpContext, scope: "users:read" | "users:delete"): Product {
    const productId = context.req.query("product_id");
    return authoriseServer(context, dependencies, { scope, ...(productId === undefined ? {} : { productId }) }).product;
  }

  function subjectOf(context: HttpContext, product: Product): Promise<string> {
    return memorySubject(store, product, context.req.param("user_id") ?? "", context.req.query("identity"));
  }

  app.get("/v1/users/:user_id/memory", async (context) => {
    const product = productOf(context, "users:read");
    const subject = await subjectOf(context, product);
    const found = await store.memories.findMemory(product.id, subject);
    return context.json(memoryReply(product, subject, found?.memory, clock.now()));
  });

  app.patch("/v1/users/:user_id/memory", async (context) => {
    requireScope(context, dependencies, "users:delete");
    const product = productOf(context, "users:delete");
    const body = parseBody(correctionRequest, await readJson(context.req.raw));
    requireWorkflow(product, body.workflow);
    const subject = await subjectOf(context, product);
    const memory = await memories.correct(product.id, subject, body.workflow, body.status);
    return context.json(memoryReply(product, subject, memory, clock.now()));
  });

  app.delete("/v1/users/:user_id/memory", async (context) => {
    const product = productOf(context, "users:delete");
    const userId = context.req.param("user_id");
    // Whoever asks to be forgotten does not mean one of two.
    for (const subject of [`user:${userId}`, `claimed:${userId}`]) {
      if ((await store.memories.findMemory(product.id, subject)) === undefined) continue;
      await memories.forget(product.id, subject);
    }
    return context.body(null, 204);
  });

  app.get("/v1/users/:user_id/sessions", async (context) => {
    const product = productOf(context, "users:read");
    const userId = context.req.param("user_id");
    return context.json(await listing(context, product, { userId }));
  });

  app.get("/v1/sessions", async (context) => {
    const product = productOf(context, "users:read");
    const userId = context.req.query("user_id");
    return context.json(await listing(context, product, userId === undefined ? {} : { userId }));
  });

  app.post("/v1/sessions/:session_id/end", async (context) => {
    const { product, session } = await findSession(context, dependencies);
    const analysis = await memories.endSession(product.id, session.sessionId);
    return context.json({ session_id: session.sessionId, analysis: analysis ?? null });
  });

  async function listing(
    context: HttpContext,
    product: Product,
    who: { readonly userId?: string },
  ): Promise<Readonly<Record<string, unknown>>> {
    const found = await store.memories.listAnalyses(product.id, { ...readAnalysisQuery(context), ...who });
    return { product_id: product.id, count: found.length, sessions: found.map(({ analysis }) => analysis) };
  }
}

/** Throws `parameter_invalid` for a workflow that no path of the product has. */
export function requireWorkflow(product: Product, workflow: string): void {
  if (workflowsOf(product).includes(workflow)) return;
  throw new HttpProblem("parameter_invalid", "workflow: this product has no golden path of this workflow.");
}

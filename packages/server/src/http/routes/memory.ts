import type { Hono } from "hono";
import { type AuthorisedSession, authoriseSession } from "../authorise.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";
import { parseBody, readJson } from "../read-json.ts";
import { memoryReply } from "./copilot/memory-reply.ts";
import { correctionRequest, requireWorkflow } from "./copilot/user-memory.ts";

/** `/v1/memory`: what is remembered of the person at the page, for them to read, correct and forget. */
export function memoryRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, memories, clock } = dependencies;

  /** Whoever only claims a name may not see what is remembered under it. */
  async function authorise(context: HttpContext): Promise<AuthorisedSession> {
    const authorised = await authoriseSession(context, dependencies);
    if (authorised.session.level !== "claimed") return authorised;
    throw new HttpProblem(
      "identity_required",
      "Memory is shown to a person who is proved: identify(userId, traits, { token }).",
    );
  }

  app.get("/v1/memory", async (context) => {
    const { product, session } = await authorise(context);
    const found = await store.memories.findMemory(product.id, session.subject);
    return context.json(memoryReply(product, session.subject, found?.memory, clock.now()));
  });

  app.patch("/v1/memory", async (context) => {
    const { product, session } = await authorise(context);
    const { workflow, status } = parseBody(correctionRequest, await readJson(context.req.raw));
    requireWorkflow(product, workflow);
    const memory = await memories.correct(product.id, session.subject, workflow, status);
    return context.json(memoryReply(product, session.subject, memory, clock.now()));
  });

  app.delete("/v1/memory", async (context) => {
    const { product, session } = await authorise(context);
    await memories.forget(product.id, session.subject);
    return context.body(null, 204);
  });
}

import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../dependencies.ts";
import { HttpProblem } from "../problem.ts";

/** `/healthz`: the process answers. `/readyz`: it can take work — the store writes and it is not stopping. */
export function healthRoutes(app: Hono<HttpEnv>, { store, isStopping }: HttpDependencies): void {
  app.get("/healthz", (context) => context.json({ status: "ok" }));

  app.get("/readyz", async (context) => {
    if (isStopping()) throw new HttpProblem("stopping", "The server is stopping.");
    await store.ping();
    return context.json({ status: "ok" });
  });
}

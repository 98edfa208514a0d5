import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { findSession } from "./find-session.ts";
import { nextStepReply } from "./next-step.ts";

const MOST_DEADLINE_MS = 5_000;

/** `GET /v1/sessions/:session_id/copilot?timeout_ms`: the prompt for the one next step. */
export function copilotContextRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.get("/v1/sessions/:session_id/copilot", async (context) => {
    const { product, session } = await findSession(context, dependencies);
    const asked = Number(context.req.query("timeout_ms"));
    const deadlineMs = asked > 0 && asked <= MOST_DEADLINE_MS ? asked : undefined;
    return context.json(await nextStepReply(dependencies, product, session, deadlineMs));
  });
}

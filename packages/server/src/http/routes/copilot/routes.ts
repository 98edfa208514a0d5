import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { copilotContextRoute } from "./copilot-context.ts";
import { knowledgeBaseRoute } from "./knowledge-base.ts";
import { linkRoute } from "./link.ts";
import { liveActivityRoute } from "./live-activity.ts";
import { retrievalRoute } from "./retrieval.ts";
import { sessionsRoutes } from "./sessions.ts";
import { userMemoryRoutes } from "./user-memory.ts";

/** What a chatbot's backend asks. */
export function copilotRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  liveActivityRoute(app, dependencies);
  sessionsRoutes(app, dependencies);
  userMemoryRoutes(app, dependencies);
  copilotContextRoute(app, dependencies);
  linkRoute(app, dependencies);
  retrievalRoute(app, dependencies);
  knowledgeBaseRoute(app, dependencies);
}

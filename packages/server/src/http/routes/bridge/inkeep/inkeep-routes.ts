import type { Hono } from "hono";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { inkeepChatNewsRoute } from "./chat-news.ts";
import { inkeepContextRoute } from "./context.ts";
import { demoActionsRoute } from "./demo-actions.ts";
import { guidanceStreamRoute } from "./guidance-stream.ts";
import { inkeepOpenRoute } from "./open.ts";
import { inkeepReplyRoute } from "./reply.ts";

/** `/bridge/inkeep/*`: the onboarding tutorial's wire, for pages with Inkeep's chat. */
export function inkeepRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  guidanceStreamRoute(app, dependencies);
  inkeepContextRoute(app, dependencies);
  inkeepReplyRoute(app, dependencies);
  demoActionsRoute(app, dependencies);
  inkeepOpenRoute(app, dependencies);
  inkeepChatNewsRoute(app, dependencies);
}

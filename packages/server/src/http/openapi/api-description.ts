import { adminRoutes } from "./admin-routes.ts";
import { inkeepBridgeRoutes } from "./inkeep-routes.ts";
import { knowledgeRoutes } from "./knowledge-routes.ts";
import { memoryRoutes } from "./memory-routes.ts";
import { operationRoutes } from "./operation-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { pathRoutes } from "./path-routes.ts";
import { rasaRoutes } from "./rasa-routes.ts";
import { recorderRoutes } from "./recorder-routes.ts";
import type { RouteDescription } from "./route-description.ts";
import { serverRoutes } from "./server-routes.ts";
import { sourceRoutes } from "./source-routes.ts";
import { vendorChatRoutes } from "./vendor-chat-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";

/** Every route of the server; a test compares it with what is registered. */
export const apiDescription: readonly RouteDescription[] = [
  ...pageRoutes,
  ...serverRoutes,
  ...memoryRoutes,
  ...sourceRoutes,
  ...webhookRoutes,
  ...rasaRoutes,
  ...inkeepBridgeRoutes,
  ...vendorChatRoutes,
  ...pathRoutes,
  ...recorderRoutes,
  ...adminRoutes,
  ...knowledgeRoutes,
  ...operationRoutes,
];

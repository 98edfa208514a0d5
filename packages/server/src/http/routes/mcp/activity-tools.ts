import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import * as z from "zod";
import type { HttpContext, HttpDependencies } from "../../dependencies.ts";
import { memoryReply } from "../copilot/memory-reply.ts";
import { memorySubject } from "../copilot/memory-subject.ts";
import { liveActivity } from "../copilot/read-live-activity.ts";
import { toolAnswer } from "./tool-answer.ts";

export const productId: z.ZodString = z.string().min(1).max(120).describe("The product's id.");
const userId = z.string().min(1).max(256).describe("The user's id, as the product's pages identify them.");
export const READ_ONLY = { readOnlyHint: true, destructiveHint: false, openWorldHint: false } as const;

/** What users did lately, and what is remembered of them. */
export function addActivityTools(server: McpServer, context: HttpContext, dependencies: HttpDependencies): void {
  const { store, clock } = dependencies;

  server.registerTool(
    "get_live_user_activity",
    {
      title: "Live user activity",
      description: "What a user did in the last day, over all of their sessions, oldest first.",
      inputSchema: {
        product_id: productId,
        user_id: userId,
        limit: z.number().int().optional().describe("At most so many, the latest; 50 when left out or not above zero."),
      },
      annotations: READ_ONLY,
    },
    ({ product_id, user_id, limit }) =>
      toolAnswer(context, dependencies, { scope: "users:read", productId: product_id }, (product) =>
        liveActivity(dependencies, product, user_id, limit === undefined ? undefined : String(limit)),
      ),
  );

  server.registerTool(
    "get_user_memory",
    {
      title: "User memory",
      description: "What a user has mastered, begun and never touched, where they get stuck, with the proving actions.",
      inputSchema: { product_id: productId, user_id: userId },
      annotations: READ_ONLY,
    },
    ({ product_id, user_id }) =>
      toolAnswer(context, dependencies, { scope: "users:read", productId: product_id }, async (product) => {
        const subject = await memorySubject(store, product, user_id);
        const found = await store.memories.findMemory(product.id, subject);
        return memoryReply(product, subject, found?.memory, clock.now());
      }),
  );
}

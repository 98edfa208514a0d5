import type { EngineInput, StatusReply } from "@usher/core";
import type { Hono } from "hono";
import * as z from "zod";
import { authoriseBridge } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { callersSession } from "./named-session.ts";

/** `POST /bridge/inkeep/chat`: what happens in the chat, as the page around it sees it. */
export interface InkeepChatNews {
  /** A page may leave it out: its token says it. */
  readonly session_id?: string | undefined;
  readonly event: "opened" | "user-message" | "closed";
}

export const inkeepChatNews: z.ZodType<InkeepChatNews> = z.object({
  session_id: z.string().min(1).max(256).optional(),
  event: z.enum(["opened", "user-message", "closed"]),
});

const INPUT: Readonly<Record<InkeepChatNews["event"], EngineInput>> = {
  opened: { type: "chat-opened" },
  "user-message": { type: "chat-message" },
  closed: { type: "chat-closed" },
};

/** Nothing is offered to somebody who talks to the copilot already. */
export function inkeepChatNewsRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  app.post("/bridge/inkeep/chat", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const body = parseBody(inkeepChatNews, await readJson(context.req.raw));
    const { productId, sessionId } = await callersSession(caller, dependencies, body.session_id);
    await dependencies.engine.apply(productId, sessionId, INPUT[body.event]);
    const reply: StatusReply = { status: "ok" };
    return context.json(reply);
  });
}

import type { EngineInput, StatusReply } from "@usher/core";
import type { Hono } from "hono";
import * as z from "zod";
import { spokenAnswer } from "../../../../bridges/spoken-answer.ts";
import { authoriseBridge } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { callersSession } from "./named-session.ts";

/** `POST /bridge/inkeep/chat`: what happens in the chat, as the page around it sees it. */
export interface InkeepChatNews {
  /** A page may leave it out: its token says it. */
  readonly session_id?: string | undefined;
  readonly event: "opened" | "user-message" | "closed";
  /** What the user wrote, when it may be an answer to the open offer; not kept. */
  readonly text?: string | undefined;
}

export const inkeepChatNews: z.ZodType<InkeepChatNews> = z.object({
  session_id: z.string().min(1).max(256).optional(),
  event: z.enum(["opened", "user-message", "closed"]),
  text: z.string().max(4_000).optional(),
});

const INPUT: Readonly<Record<InkeepChatNews["event"], EngineInput>> = {
  opened: { type: "chat-opened" },
  "user-message": { type: "chat-message" },
  closed: { type: "chat-closed" },
};

/** Nothing is offered to somebody who talks to the copilot already. */
export function inkeepChatNewsRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { engine } = dependencies;

  app.post("/bridge/inkeep/chat", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const body = parseBody(inkeepChatNews, await readJson(context.req.raw));
    const session = await callersSession(caller, dependencies, body.session_id);
    const said = body.event === "user-message" ? body.text : undefined;
    const answered = said === undefined ? undefined : await spokenAnswer(engine, session, { text: said });
    if (answered?.tourId !== undefined) return context.json({ status: "ok", tour_id: answered.tourId });
    await engine.apply(session.productId, session.sessionId, INPUT[body.event]);
    const reply: StatusReply = { status: "ok" };
    return context.json(reply);
  });
}

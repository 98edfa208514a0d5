import type { Hono } from "hono";
import { wholeReply } from "../../../../bridges/offer-talk.ts";
import type { SessionRecord } from "../../../../ports/store.ts";
import { authoriseBridge, type BridgeCaller, findBridgeSession } from "../../../authorise-bridge.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { BRIDGE, replyRequest, requireRasa } from "./rasa-request.ts";
import { connectSender } from "./talk.ts";

/**
 * `GET` and `POST /bridge/rasa/reply/:user_id`: Rasa's action server asks what to answer. POST keeps the person's words out of
 * addresses. An empty turn is refused: widgets send one when they connect.
 */
export function rasaReplyRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { bridges, chat, createId } = dependencies;

  app.get("/bridge/rasa/reply/:user_id", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "context:read" });
    return answer(context, caller, context.req.query("query"), context.req.query("sender_id"));
  });

  app.post("/bridge/rasa/reply/:user_id", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "context:read" });
    const body = parseBody(replyRequest, await readJson(context.req.raw));
    return answer(context, caller, body.query, body.sender_id);
  });

  async function answer(
    context: HttpContext,
    caller: BridgeCaller,
    query: string | undefined,
    senderId: string | undefined,
  ): Promise<Response> {
    const message = query?.trim().slice(0, 2_000);
    if (!message) throw new HttpProblem("body_invalid", "query required");
    requireRasa(caller, dependencies);
    const named = { userId: context.req.param("user_id"), conversationId: senderId };
    const session = await findBridgeSession(caller, dependencies, named);
    if (session === undefined) {
      throw new HttpProblem("session_unknown", "No session of that user: does the page identify() the same id?");
    }
    if (senderId) await connectSender(caller, session, senderId, dependencies);
    await bridges.heard(session, BRIDGE, "user-message");
    const { offer } = session.snapshot;
    const reply = await wholeReply(
      chat.answer({
        session,
        rules: caller.product.rules,
        offer: offer?.status === "accepted" ? offer : undefined,
        message,
        replyId: createId("m"),
        signal: context.req.raw.signal,
      }),
    );
    return context.json({ reply, name: firstName(session), has_activity: session.actionCount > 0 });
  }
}

/** `ada.lovelace@example.com` is Ada; nothing is made up of what is no address. */
function firstName({ email }: SessionRecord): string | null {
  const [name = ""] = (email ?? "").split("@")[0]?.split(/[._+\d-]/) ?? [];
  return /^\p{L}{2,}$/u.test(name) ? name[0]?.toUpperCase() + name.slice(1).toLowerCase() : null;
}

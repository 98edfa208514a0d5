import { CHAT_DECLINED, CHAT_SHOWING } from "@usher/core";
import type { Hono } from "hono";
import { wholeReply } from "../../../../bridges/offer-talk.ts";
import { spokenAnswer } from "../../../../bridges/spoken-answer.ts";
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
 * An answer to the open offer is carried out; a tour that it starts is named beside the reply.
 */
export function rasaReplyRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { bridges, chat, engine, createId } = dependencies;

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
    const settings = requireRasa(caller, dependencies);
    const named = { userId: context.req.param("user_id"), conversationId: senderId };
    const session = await findBridgeSession(caller, dependencies, named);
    if (session === undefined) {
      throw new HttpProblem("session_unknown", "No session of that user: does the page identify() the same id?");
    }
    if (senderId) await connectSender(caller, session, senderId, dependencies);
    const answered = await spokenAnswer(engine, session, { text: message, flows: settings.flows });
    const about = { name: firstName(session), has_activity: session.actionCount > 0 };
    if (answered?.tourId !== undefined) {
      const { flows } = settings;
      const tour = { tour_id: answered.tourId, flow_id: flows[answered.tourId] ?? answered.tourId };
      return context.json({ reply: CHAT_SHOWING, ...about, ...tour });
    }
    await bridges.heard(session, BRIDGE, "user-message");
    if (answered?.choice === "declined") return context.json({ reply: CHAT_DECLINED, ...about });
    const { offer } = session.snapshot;
    const reply = await wholeReply(
      chat.answer({
        session,
        rules: caller.product.rules,
        offer: answered?.offer ?? (offer?.status === "accepted" ? offer : undefined),
        // An offer that was taken up in words is answered like one that was clicked.
        message: answered === undefined ? message : undefined,
        replyId: createId("m"),
        signal: context.req.raw.signal,
      }),
    );
    return context.json({ reply, ...about });
  }
}

/** `ada.lovelace@example.com` is Ada; nothing is made up of what is no address. */
function firstName({ email }: SessionRecord): string | null {
  const [name = ""] = (email ?? "").split("@")[0]?.split(/[._+\d-]/) ?? [];
  return /^\p{L}{2,}$/u.test(name) ? name[0]?.toUpperCase() + name.slice(1).toLowerCase() : null;
}

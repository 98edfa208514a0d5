import type { Hono } from "hono";
import { authoriseBridge, findBridgeSession } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";
import { parseBody, readJson } from "../../../read-json.ts";
import { BRIDGE, eventRequest, requireRasa } from "./rasa-request.ts";
import { connectSender } from "./talk.ts";

/**
 * `POST /bridge/rasa/event`: the widget is there (`ready`), was opened or closed by the person, the person wrote something
 * (never what), somebody of the team joined or left, a message never came up. The session's state follows.
 */
export function rasaEventRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { bridges } = dependencies;

  app.post("/bridge/rasa/event", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "events:write" });
    const body = parseBody(eventRequest, await readJson(context.req.raw));
    requireRasa(caller, dependencies);
    const named = { userId: body.user_id, conversationId: body.sender_id };
    const session = await findBridgeSession(caller, dependencies, named);
    if (session === undefined) throw new HttpProblem("session_unknown", "This product has no session of that user.");
    if (body.sender_id) await connectSender(caller, session, body.sender_id, dependencies);
    if (body.event !== "ready") await bridges.heard(session, BRIDGE, body.event);
    return context.json({ status: "ok" });
  });
}

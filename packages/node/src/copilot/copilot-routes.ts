import type { ConnectorClient } from "../stream/connector-client.ts";
import { type AnswerParts, answerQuestion, conversationOf } from "./answer-question.ts";
import { jsonReply, problemReply } from "./problem.ts";

export interface CopilotParts extends AnswerParts {
  readonly isAllowed: (request: Request) => boolean;
  readonly client: ConnectorClient | undefined;
}

type Handler = (parts: CopilotParts, userId: string, query: string) => Response | Promise<Response>;

const MAX_QUERY_CHARS = 4_000;
const ROUTE = /^\/(context|reply|admin\/reset)\/([^/]+)$/;

const ROUTES: Readonly<Record<string, { readonly method: string; readonly handle: Handler }>> = {
  context: { method: "GET", handle: context },
  reply: { method: "GET", handle: reply },
  "admin/reset": { method: "POST", handle: reset },
};

/** The service's routes; all but `/healthz` need the key. */
export function copilotRoutes(parts: CopilotParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (url.pathname === "/healthz") return health(parts);
    const match = ROUTE.exec(url.pathname);
    const route = ROUTES[match?.[1] ?? ""];
    if (!route) return problemReply(404, "not_found", "There is nothing at this address");
    if (request.method !== route.method)
      return problemReply(405, "method_not_allowed", `Use ${route.method}`, { allow: route.method });
    // Before anything about the user is looked at: a stranger must not learn who exists.
    if (!parts.isAllowed(request))
      return problemReply(401, "unauthorized", "The bearer key is missing or wrong", { "www-authenticate": "Bearer" });
    const userId = decodeId(match?.[2] ?? "");
    if (userId === undefined) return problemReply(400, "user_id_invalid", "The user id is not valid in an address");
    const query = url.searchParams.get("query")?.trim() ?? "";
    if (query.length > MAX_QUERY_CHARS)
      return problemReply(400, "query_too_long", `A query has at most ${MAX_QUERY_CHARS} characters`);
    return route.handle(parts, userId, query);
  };
}

/** 503 once the stream is given up; while it reconnects, the service is healthy and says so. */
function health({ client }: CopilotParts): Response {
  const stream = client?.state ?? "none";
  return stream === "failed" ? jsonReply(503, { status: "failing", stream }) : jsonReply(200, { status: "ok", stream });
}

function context({ pipeline }: CopilotParts, userId: string, query: string): Response {
  const activity = pipeline.userIndex.getUserActivity(userId);
  return activity === ""
    ? problemReply(404, "no_activity", "No activity found for user")
    : jsonReply(200, { user_id: userId, query, context: activity });
}

async function reply(parts: CopilotParts, userId: string, query: string): Promise<Response> {
  if (query === "") return problemReply(400, "query_missing", "Say what is asked: ?query=");
  const { userIndex } = parts.pipeline;
  const activity = userIndex.getUserActivity(userId);
  const { reply: text, origin } = await answerQuestion(parts, userId, query);
  return jsonReply(200, {
    user_id: userId,
    query,
    context: activity,
    reply: text,
    origin,
    name: firstName(userIndex.getEmail(userId)),
    has_activity: activity !== "",
  });
}

function reset({ pipeline, memory }: CopilotParts, userId: string): Response {
  for (const { productId, sessionId } of pipeline.userIndex.getRecentSessions(userId))
    pipeline.reset(productId ?? "", sessionId);
  pipeline.userIndex.resetUser(userId);
  memory.forget(conversationOf(userId));
  return jsonReply(200, { status: "reset", user_id: userId });
}

function decodeId(text: string): string | undefined {
  try {
    return decodeURIComponent(text).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** What an address begins with, as a name: `ada.lovelace@…` is Ada. */
function firstName(email: string | null): string | null {
  const [first = ""] = (email ?? "").split(/[.@_+-]/);
  return first === "" ? null : first.charAt(0).toUpperCase() + first.slice(1);
}

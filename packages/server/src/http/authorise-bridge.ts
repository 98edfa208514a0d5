import type { SessionRecord } from "../ports/store.ts";
import type { Product } from "../products/product.ts";
import type { Scope } from "../products/scopes.ts";
import { authoriseSession, bearer, sessionOfClaims } from "./authorise.ts";
import { authoriseServer } from "./authorise-server.ts";
import type { HttpContext, HttpDependencies } from "./dependencies.ts";
import { HttpProblem } from "./problem.ts";

/** Who speaks to a bridge: a page for its own session, or the product's server for any. */
export type BridgeCaller =
  | {
      readonly type: "page";
      readonly product: Product;
      readonly session: SessionRecord;
      readonly generation: number;
      readonly expiresAtS: number;
    }
  | { readonly type: "server"; readonly product: Product };

/**
 * Session tokens have dots, keys have none. `ticket`: whether a ticket in the address does, for `EventSource`. Throws
 * HttpProblem.
 */
export async function authoriseBridge(
  context: HttpContext,
  dependencies: HttpDependencies,
  { scope, ticket = false }: { readonly scope: Scope; readonly ticket?: boolean },
): Promise<BridgeCaller> {
  const key = bearer(context);
  const given = ticket ? context.req.query("ticket") : undefined;
  if (key === undefined && given !== undefined) {
    const claims = dependencies.tickets.take(given);
    if (claims === undefined) {
      const detail = "This ticket was used or is over; POST /v1/stream/ticket gives another one.";
      throw new HttpProblem("ticket_invalid", detail);
    }
    return pageCaller(await sessionOfClaims(context, dependencies, claims));
  }
  if (key?.includes(".")) return pageCaller(await authoriseSession(context, dependencies));
  if (key === undefined && context.req.header("x-admin-key") === undefined) {
    const ways = ticket ? ", a ticket in the address (?ticket=st_…)," : "";
    throw new HttpProblem("token_missing", `Send the session token${ways} or the product's secret key.`);
  }
  return { type: "server", product: authoriseServer(context, dependencies, { scope }).product };
}

function pageCaller({ product, session, claims }: Awaited<ReturnType<typeof authoriseSession>>): BridgeCaller {
  const { generation, expiresAtS } = claims;
  return { type: "page", product, session, generation, expiresAtS };
}

/**
 * The session that is meant: a page's own, whatever it says, as long as it says nothing else; a server's by the person's id
 * or that of their conversation, the latest one. Undefined when a server asks about somebody unknown.
 */
export async function findBridgeSession(
  caller: BridgeCaller,
  { engine, store, bridges }: Pick<HttpDependencies, "engine" | "store" | "bridges">,
  named: { readonly userId?: string | undefined; readonly conversationId?: string | undefined },
): Promise<SessionRecord | undefined> {
  const { userId, conversationId } = named;
  if (caller.type === "page") {
    const { session } = caller;
    const own = [session.userId, session.visitorId, session.sessionId];
    if (userId === undefined || userId === "" || own.includes(userId)) return session;
    throw new HttpProblem(
      "session_unknown",
      "user_id is not that of this session: use the id that was given to identify(), or leave it out.",
    );
  }
  const { id } = caller.product;
  const byConversation = conversationId === undefined ? undefined : await bridges.sessionOf(id, conversationId);
  if (byConversation !== undefined || userId === undefined || userId === "") return byConversation;
  const [latest] = await store.activity.userSessions(id, userId, 1);
  return (await engine.find(id, latest ?? userId)) ?? (await bridges.sessionOf(id, userId));
}

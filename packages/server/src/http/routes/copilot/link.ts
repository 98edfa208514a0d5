import type { Hono } from "hono";
import * as z from "zod";
import { isServerDelivered, serverBridgeOf } from "../../../bridges/server-delivered.ts";
import type { SessionRecord } from "../../../ports/store.ts";
import { authoriseSession, bearer } from "../../authorise.ts";
import { authoriseServer, requireScope } from "../../authorise-server.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { HttpProblem } from "../../problem.ts";
import { parseBody, readJson } from "../../read-json.ts";
import { verifyLink } from "./link-claims.ts";

const id = z.string().trim().min(1).max(256);
const request = z.object({
  product_id: id.optional(),
  session_id: id.optional(),
  conversation_id: id.optional(),
  token: z.string().optional(),
  on_conflict: z.enum(["keep", "move"]).optional(),
  bridge: z.string().max(50).optional(),
});

type LinkRequest = z.infer<typeof request>;

interface Link {
  readonly session: SessionRecord;
  readonly conversationId: string;
  /** Which of the product's vendors it is with, when it has several. */
  readonly bridge?: string | undefined;
  /** May a conversation that belongs to another session be moved to this one? */
  readonly mayMove: (other: SessionRecord | undefined) => boolean;
}

/**
 * `POST /sessions/link`: a conversation elsewhere belongs to this session. A session id proves nothing, so one of three
 * things must: a link token signed by the product's backend, the page's own session token, or a secret key.
 */
export function linkRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, engine, products, clock, bridges } = dependencies;

  app.post("/sessions/link", async (context) => {
    const link = await linkOf(context);
    const { session, conversationId, mayMove } = link;
    const { productId, sessionId } = session;
    const known = await store.activity.findConversation(productId, conversationId);
    const reply = { session_id: sessionId, conversation_id: conversationId };
    if (known?.sessionId === sessionId) {
      await tellBridge(link);
      return context.json({ status: "unchanged", ...reply });
    }
    if (known !== undefined && !mayMove(await engine.find(productId, known.sessionId))) {
      throw new HttpProblem("link_conflict", "The conversation belongs to another session.");
    }
    await store.activity.linkConversation({ productId, conversationId, sessionId, linkedAt: clock.now() });
    await engine.describe(productId, sessionId, { conversationId });
    await tellBridge(link);
    return context.json({ status: "linked", ...reply });
  });

  /** What waits for the conversation goes there at once; of several vendors the one that was named. */
  async function tellBridge({ session, conversationId, bridge }: Link): Promise<void> {
    const product = products.byId(session.productId);
    const isNamed = bridge !== undefined && isServerDelivered(bridge) && product?.bridges?.[bridge] !== undefined;
    const bridgeId = isNamed ? bridge : product && serverBridgeOf(product);
    if (bridgeId !== undefined) await bridges.connect(session, bridgeId, conversationId);
  }

  async function linkOf(context: HttpContext): Promise<Link> {
    const key = bearer(context);
    // Session tokens are JWTs; keys have no dots.
    if (key?.includes(".")) return linkOfPage(context);
    if (key !== undefined) return linkOfServer(context);
    const body = await readLink(context);
    if (body.token === undefined) {
      throw new HttpProblem(
        "token_missing",
        "Send a signed link token, or authorise with the page's session token or the product's secret key.",
      );
    }
    const claims = await verifyLink(body.token, products, clock.now());
    return {
      session: await existing(claims.productId, claims.sessionId),
      conversationId: claims.conversationId,
      bridge: body.bridge,
      mayMove: () => body.on_conflict === "move",
    };
  }

  /** A page speaks for its own session only, and may take along what the same browser's earlier session had. */
  async function linkOfPage(context: HttpContext): Promise<Link> {
    const { session } = await authoriseSession(context, dependencies);
    const { session_id: named, conversation_id: conversationId, bridge } = await readLink(context);
    if (named !== undefined && named !== session.sessionId) {
      throw new HttpProblem("token_invalid", "The session token is not that of session_id.");
    }
    return {
      session,
      bridge,
      conversationId: required("conversation_id", conversationId),
      mayMove: (other) => other?.visitorId === session.visitorId,
    };
  }

  async function linkOfServer(context: HttpContext): Promise<Link> {
    // Who asks comes before what they sent is read; which product they named is looked at afterwards.
    requireScope(context, dependencies, "events:write");
    const body = await readLink(context);
    const wanted = body.product_id === undefined ? {} : { productId: body.product_id };
    const { product } = authoriseServer(context, dependencies, { scope: "events:write", ...wanted });
    return {
      session: await existing(product.id, required("session_id", body.session_id)),
      conversationId: required("conversation_id", body.conversation_id),
      bridge: body.bridge,
      mayMove: () => body.on_conflict === "move",
    };
  }

  async function existing(productId: string, sessionId: string): Promise<SessionRecord> {
    const session = await engine.find(productId, sessionId);
    if (session !== undefined) return session;
    throw new HttpProblem("session_unknown", "This product has no such session.");
  }
}

async function readLink(context: HttpContext): Promise<LinkRequest> {
  return parseBody(request, await readJson(context.req.raw));
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new HttpProblem("body_invalid", `${name}: is needed here`, {
    errors: [{ path: name, code: "invalid_type", detail: "is needed here" }],
  });
}

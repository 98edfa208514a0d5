import { actionsToWire, type EpochMs, isOpen } from "@usher/core";
import type { Hono } from "hono";
import { offerToWire } from "../../../engine/offer-to-wire.ts";
import type { SessionRecord } from "../../../ports/store.ts";
import type { HttpDependencies, HttpEnv } from "../../dependencies.ts";
import { findSession } from "./find-session.ts";
import { readLimit } from "./read-limit.ts";
import { sessionContext } from "./session-context.ts";

const MAX_ACTIONS = 200;
const MAX_QUERY = 2_000;

/** What a chatbot's backend asks about one session: `GET /v1/sessions/:id/{actions,state,context}`. */
export function sessionsRoutes(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, clock } = dependencies;

  app.get("/v1/sessions/:session_id/actions", async (context) => {
    const { session } = await findSession(context, dependencies);
    const { productId, sessionId, userId, email, conversationId } = session;
    const limit = readLimit(context.req.query("limit"), MAX_ACTIONS);
    const actions = await store.recentActions(productId, sessionId, limit);
    const firstIndex = Math.max(0, session.actionCount - actions.length);
    const owner = { productId, sessionId, userId, email, conversationId };
    const body = actionsToWire({ ...owner, actions, firstIndex, forwardedAtS: clock.now() / 1_000 });
    return context.body(body, 200, { "content-type": "application/json" });
  });

  app.get("/v1/sessions/:session_id/state", async (context) => {
    const { session } = await findSession(context, dependencies);
    return context.json(stateOf(session, clock.now()));
  });

  app.get("/v1/sessions/:session_id/context", async (context) => {
    const { product, session } = await findSession(context, dependencies);
    const query = (context.req.query("query") ?? "").slice(0, MAX_QUERY);
    return context.json(await sessionContext(store, session, { query, paths: product.paths, now: clock.now() }));
  });
}

/** Moments are epoch milliseconds, as in all of `/v1`. */
function stateOf(session: SessionRecord, now: EpochMs): Readonly<Record<string, unknown>> {
  const { agent, offer, tour, chatOpen, audience } = session.snapshot;
  const cooldownUntil =
    agent.cooldownStartedAt === null
      ? null
      : agent.cooldownStartedAt + (agent.cooldownOverrideMs ?? agent.cooldownPeriodMs);
  const open = offer !== null && isOpen(offer) ? offer : null;
  return {
    product_id: session.productId,
    session_id: session.sessionId,
    user_id: session.userId,
    email: session.email,
    conversation_id: session.conversationId,
    identity: session.level,
    state: agent.name,
    cooldown_until: cooldownUntil !== null && cooldownUntil > now ? cooldownUntil : null,
    last_interaction_at: agent.lastInteractionAt,
    offer: open === null ? null : offerToWire(open),
    tour: tour === null ? null : { tour_id: tour.tourId, step: tour.step, offer_id: tour.offerId },
    chat_open: chatOpen,
    page_connected: audience,
    action_count: session.actionCount,
    started_at: session.createdAt,
    last_active_at: session.lastActiveAt,
    as_of: now,
  };
}

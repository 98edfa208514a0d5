import { type Action, assembleContext, type EpochMs, howToFromPath, SECOND_MS } from "@usher/core";
import type { Hono } from "hono";
import type { SessionRecord, Store } from "../../../../ports/store.ts";
import type { Product } from "../../../../products/product.ts";
import { authoriseBridge } from "../../../authorise-bridge.ts";
import type { HttpDependencies, HttpEnv } from "../../../dependencies.ts";
import { sessionContext } from "../../copilot/session-context.ts";
import { namedSession } from "./named-session.ts";

const LOOKED_AT = 200;
const MAX_REPORTED = 10;

/**
 * `GET /bridge/inkeep/context/:session_id`: what a chat's model should know, and nothing that tells it what to do: a client
 * that shows the text shows no instructions. Without activity the text is empty; a session that does not exist is a 404.
 */
export function inkeepContextRoute(app: Hono<HttpEnv>, dependencies: HttpDependencies): void {
  const { store, clock } = dependencies;

  app.get("/bridge/inkeep/context/:session_id", async (context) => {
    const caller = await authoriseBridge(context, dependencies, { scope: "context:read" });
    const session = await namedSession(caller, dependencies, context.req.param("session_id"));
    const text = await chatContext(store, caller.product, session, clock.now());
    return context.json({ context: text, has_activity: text !== "", session_id: session.sessionId });
  });
}

/** Empty when nothing happened yet. */
export async function chatContext(
  store: Pick<Store, "recentActions" | "chatHistory">,
  product: Product,
  session: SessionRecord,
  now: EpochMs,
): Promise<string> {
  const actions = await store.recentActions(session.productId, session.sessionId, LOOKED_AT);
  if (actions.length === 0 && session.snapshot.offer === null) return "";
  const known = await sessionContext(store, session, { query: "", paths: product.paths, now });
  return [told(product, session, actions), known.text].filter((part) => part !== "").join("\n\n");
}

/** The events that the app named itself, and the way that was offered. That somebody struggles only an offer says. */
function told({ rules }: Product, { sessionId, snapshot }: SessionRecord, actions: readonly Action[]): string {
  const reported = actions.filter(({ type }) => type === "custom").slice(-MAX_REPORTED);
  const trigger = rules.triggers.find(({ id }) => id === snapshot.offer?.triggerId);
  const parts = [
    {
      name: "reported_events",
      source: `session:${sessionId}/actions`,
      trust: "data" as const,
      lines: reported.map(eventLine),
      maxChars: 2_000,
    },
    {
      name: "how_to",
      source: trigger === undefined ? "" : `path:${trigger.howTo.id}`,
      trust: "rules" as const,
      lines: trigger === undefined ? [] : howToFromPath(trigger.howTo).split("\n"),
      maxChars: 4_000,
      keep: "first" as const,
    },
  ];
  return assembleContext(parts).text;
}

function eventLine({ label, properties, at }: Action): string {
  const title = typeof properties?.title === "string" ? properties.title : "";
  return `[${label}] ${title} (t=${Math.round(at / SECOND_MS)})`;
}

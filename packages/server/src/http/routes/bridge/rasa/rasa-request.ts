import * as z from "zod";
import { type ServerSettings, splitBridgeSettings } from "../../../../bridges/bridge-settings.ts";
import type { ConversationNews } from "../../../../bridges/bridges.ts";
import type { BridgeCaller } from "../../../authorise-bridge.ts";
import type { HttpDependencies } from "../../../dependencies.ts";
import { HttpProblem } from "../../../problem.ts";

export const BRIDGE = "rasa";

/** What is not text counts as missing, as in the documented clients; each route says what it needs. */
const text = (max: number): z.ZodType<string | undefined> => z.string().max(max).optional().catch(undefined);

export interface InjectRequest {
  readonly sender_id?: string | undefined;
  readonly body?: string | undefined;
  readonly user_id?: string | undefined;
  readonly trigger_id?: string | undefined;
}

export const injectRequest: z.ZodType<InjectRequest> = z.object({
  sender_id: text(200),
  body: text(2_000),
  user_id: text(256),
  trigger_id: text(200),
});

export interface ReplyRequest {
  readonly query?: string | undefined;
  readonly sender_id?: string | undefined;
}

export const replyRequest: z.ZodType<ReplyRequest> = z.object({ query: text(2_000), sender_id: text(200) });

export interface TourRequest {
  readonly user_id?: string | undefined;
  readonly tour_id?: string | undefined;
  /** With `end`; default: completed when every step was told, else dismissed. */
  readonly outcome?: "completed" | "dismissed" | "lost" | undefined;
}

export const tourRequest: z.ZodType<TourRequest> = z.object({
  user_id: text(256),
  tour_id: text(200),
  outcome: z.enum(["completed", "dismissed", "lost"]).optional().catch(undefined),
});

export interface OpenRequest {
  readonly offer_id: string;
  readonly sender_id?: string | undefined;
}

export const openRequest: z.ZodType<OpenRequest> = z.object({
  offer_id: z.string().min(1).max(100),
  sender_id: text(200),
});

export interface ToastOutcomeRequest {
  readonly user_id?: string | undefined;
  readonly offer_id: string;
  readonly outcome: "dismissed" | "expired";
}

export const toastOutcomeRequest: z.ZodType<ToastOutcomeRequest> = z.object({
  user_id: text(256),
  offer_id: z.string().min(1).max(100),
  outcome: z.enum(["dismissed", "expired"]),
});

export interface EventRequest {
  readonly user_id?: string | undefined;
  readonly sender_id?: string | undefined;
  readonly event: "ready" | ConversationNews;
}

export const eventRequest: z.ZodType<EventRequest> = z.object({
  user_id: text(256),
  sender_id: text(200),
  event: z.enum(["ready", "opened", "closed", "user-message", "human-joined", "human-left", "undelivered"]),
});

/** A sender id is the socket's; with any other Rasa answers 200 and nobody ever sees a word. */
export function checkSender(caller: BridgeCaller, senderId: string): void {
  if (caller.type !== "page") return;
  const { userId, visitorId, sessionId } = caller.session;
  if (![userId, visitorId, sessionId].includes(senderId)) return;
  throw new HttpProblem(
    "body_invalid",
    "sender_id is not the user's id: send session_id of chat_session, which rasa-webchat keeps in the page's storage",
  );
}

/** Throws HttpProblem `bridge_unknown`. */
export function requireRasa({ product }: BridgeCaller, { bridges }: Pick<HttpDependencies, "bridges">): ServerSettings {
  const given = bridges.settings(product, BRIDGE);
  if (given !== undefined) return splitBridgeSettings(given).settings;
  throw new HttpProblem("bridge_unknown", 'The product has no Rasa: add bridges: { rasa: { url: "http://…" } }.');
}

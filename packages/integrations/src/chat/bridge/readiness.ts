import type { BridgeTarget, Readiness } from "./message.ts";
import { pathSegment } from "./path-segment.ts";

const READY: Readiness = { ok: true };

/** For vendors that address the conversation. */
export function needsConversation(
  { conversationId }: BridgeTarget,
  waitsFor: "conversation" | "widget_session" = "conversation",
): Readiness {
  return pathSegment(conversationId) === undefined
    ? { ok: false, waitsFor, detail: "The widget has not reported its conversation yet." }
    : READY;
}

/** For vendors that address the person. */
export function needsContact({ contactId }: BridgeTarget): Readiness {
  return pathSegment(contactId) === undefined
    ? { ok: false, waitsFor: "contact", detail: "The vendor's id of this person is not known yet." }
    : READY;
}

/** For widgets that only their page can write into. */
export function needsPage({ sessionId }: BridgeTarget): Readiness {
  return sessionId === "" ? { ok: false, waitsFor: "page", detail: "The message names no session." } : READY;
}

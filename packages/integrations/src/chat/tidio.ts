import { objectOf, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { readPageReport } from "./bridge/read-page-report.ts";
import { needsPage } from "./bridge/readiness.ts";
import { sendToPage } from "./bridge/send-to-page.ts";
import { checkSession } from "./inbound/check-session.ts";
import { checkTidioSignature } from "./inbound/check-signature.ts";
import type { InboundRequest } from "./inbound/inbound.ts";
import { refuse } from "./inbound/refuse.ts";

/** Tidio: its API writes no chat messages, its widget does (`tidioChatApi.messageFromOperator`). */
export const tidio: ChatBridge = defineBridge({
  manifest: {
    id: "tidio",
    title: "Tidio",
    description:
      "Tidio's widget. Usher's adapter in the page writes with tidioChatApi; webhooks say when a chat is solved.",
    docs: "docs/bridges.md#tidio",
    options: {
      webhookSecret: { type: "secret", description: "Secret of the webhook, from Tidio's developer settings" },
    },
    capabilities: { typing: false, chips: false, handover: true, links: true },
    delivery: "page",
    text: { format: "plain", maxChars: 1_000 },
    webhook: { proof: "hmac", replay: "moment", answerWithinMs: 10_000 },
    verified: [
      { how: "documentation", what: "Widget SDK (messageFromOperator), webhook structure, signature and events" },
    ],
  },
  ready: (target) => needsPage(target),
  send: (part, _options, io) => sendToPage("tidio", part, io),
  verify(request, { webhookSecret }, tools) {
    if (isFromPage(request)) return checkSession(request);
    const secret = textOf(webhookSecret);
    return secret === undefined
      ? refuse("signature_missing", "Set webhookSecret: without it no webhook can be believed.")
      : checkTidioSignature(request, secret, tools);
  },
  read(body, found, _options, request) {
    if (isFromPage(request)) return readPageReport(body, found, request);
    const content = objectOf(body.content);
    const contact = objectOf(content.contact);
    const contactId = textOf(contact.id) ?? textOf(content.contact_id);
    const place = {
      // A contact has one conversation at a time.
      conversationId: contactId ?? textOf(content.conversation_id),
      at: typeof body.created_at === "number" ? body.created_at * 1_000 : undefined,
      person: { contactId, userId: contact.distinct_id, email: contact.email },
    };
    switch (textOf(body.topic)) {
      case "conversation.solved_by_operator":
        found.note("human-left", place);
        return found.note("conversation-ended", place);
      default:
        found.ignore("other_event");
    }
  },
});

function isFromPage({ session, headers }: InboundRequest): boolean {
  return session !== undefined && headers["x-tidio-signature"] === undefined;
}

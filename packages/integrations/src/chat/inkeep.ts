import type { ChatBridge } from "./bridge/bridge.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { readPageReport } from "./bridge/read-page-report.ts";
import { needsPage } from "./bridge/readiness.ts";
import { sendToPage } from "./bridge/send-to-page.ts";
import { checkSession } from "./inbound/check-session.ts";

/** Inkeep's embedded chat: no API writes into an open conversation, so the page does. */
export const inkeep: ChatBridge = defineBridge({
  manifest: {
    id: "inkeep",
    title: "Inkeep",
    description:
      "Inkeep's embedded chat. Usher's adapter in the page sets its opening line and context, and listens to it.",
    docs: "docs/bridges.md#inkeep",
    options: {},
    capabilities: { typing: false, chips: false, handover: false, links: true },
    delivery: "page",
    text: { format: "markdown", maxChars: 4_000 },
    webhook: { proof: "session", replay: "event_id", answerWithinMs: 10_000 },
    verified: [{ how: "source", what: "@inkeep/cxkit-react 0.5.119: introMessage, prompts, onEvent" }],
  },
  ready: (target) => needsPage(target),
  send: (part, _options, io) => sendToPage("inkeep", part, io),
  verify: (request) => checkSession(request),
  read: (body, found, _options, request) => readPageReport(body, found, request),
});

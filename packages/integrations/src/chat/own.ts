import type { ChatBridge } from "./bridge/bridge.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { readPageReport } from "./bridge/read-page-report.ts";
import { needsPage } from "./bridge/readiness.ts";
import { sendToPage } from "./bridge/send-to-page.ts";
import { checkSession } from "./inbound/check-session.ts";

/** Usher's own panel. Needs no vendor, and shows the steps even when no language model answers. */
export const own: ChatBridge = defineBridge({
  manifest: {
    id: "own",
    title: "Usher's panel",
    description: "The chat panel of Usher's page SDK: no vendor, no options, works without a language model.",
    docs: "docs/bridges.md#own",
    options: {},
    capabilities: { typing: false, chips: { max: 3, labelChars: 60 }, handover: false, links: false },
    delivery: "page",
    text: { format: "usher", maxChars: 8_000 },
    webhook: { proof: "session", replay: "event_id", answerWithinMs: 10_000 },
    verified: [{ how: "recorded", what: "this repository's end-to-end tests" }],
  },
  ready: (target) => needsPage(target),
  send: (part, _options, io) => sendToPage("own", part, io),
  verify: (request) => checkSession(request),
  read: (body, found, _options, request) => readPageReport(body, found, request),
});

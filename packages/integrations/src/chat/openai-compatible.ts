import { textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { readPageReport } from "./bridge/read-page-report.ts";
import { needsPage } from "./bridge/readiness.ts";
import { sendToPage } from "./bridge/send-to-page.ts";
import { checkSession } from "./inbound/check-session.ts";
import { checkAuthorization } from "./inbound/check-shared-secret.ts";
import { refuse } from "./inbound/refuse.ts";
import { endsEmpty, readConversation } from "./openai-compatible/read-conversation.ts";

/**
 * A page that speaks the AI SDK's protocol (`useChat`) or OpenAI's chat completions: its questions are answered by Usher
 * in the same request. What Usher begins goes through the page.
 */
export const openaiCompatible: ChatBridge = defineBridge({
  manifest: {
    id: "openai-compatible",
    title: "AI SDK and OpenAI-compatible clients",
    description: "Your own chat with useChat or an OpenAI client, pointed at Usher instead of a model.",
    docs: "docs/bridges.md#openai-compatible",
    options: {
      apiKey: {
        type: "secret",
        description: "What your server sends as Authorization: Bearer; pages send their token",
      },
    },
    capabilities: { typing: false, chips: false, handover: false, links: false },
    delivery: "page",
    text: { format: "markdown", maxChars: 8_000 },
    webhook: { proof: "session", replay: "event_id", answerWithinMs: 30_000 },
    verified: [
      { how: "source", what: "ai 6.0: UI message stream, chunk types, [DONE]" },
      { how: "documentation", what: "OpenAI chat completions: request, answer, streamed chunks" },
    ],
  },
  ready: (target) => needsPage(target),
  send: (part, _options, io) => sendToPage("openai-compatible", part, io),
  verify(request, { apiKey }) {
    if (request.session !== undefined) return checkSession(request);
    return textOf(apiKey) === undefined
      ? refuse("signature_missing", "Send the page's session token, or set apiKey for requests from a server.")
      : checkAuthorization(request.headers.authorization, "Bearer", apiKey);
  },
  read(body, found, _options, request) {
    if (!Array.isArray(body.messages)) return readPageReport(body, found, request);
    const conversation = readConversation(body);
    if (conversation === undefined) return found.ignore("other_event");
    // An empty turn is none: what came before it was answered when it came.
    if (endsEmpty(body.messages)) return found.ignore("empty_turn");
    const last = conversation.turns.at(-1);
    if (last?.role !== "user") return found.ignore("own_message");
    found.message(
      {
        conversationId: conversation.id ?? request.session?.sessionId ?? conversation.user,
        id: last.id,
        at: request.receivedAt,
        person: request.session ?? { userId: conversation.user },
      },
      last.text,
    );
  },
});

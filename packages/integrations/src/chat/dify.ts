import { objectOf, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { callVendor, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { failure } from "./bridge/failures.ts";
import { readPageReport } from "./bridge/read-page-report.ts";
import { trimSlash } from "./bridge/trim-slash.ts";
import { readDifyAnswer } from "./dify/read-answer.ts";
import { checkSession } from "./inbound/check-session.ts";
import { checkAuthorization } from "./inbound/check-shared-secret.ts";

const RULES: VendorRules = {
  vendor: "Dify",
  errorCode: ({ code }) => textOf(code),
  codes: {
    unauthorized: "unauthorised",
    invalid_param: "payload_refused",
    bad_request: "payload_refused",
    app_unavailable: "options_invalid",
    not_chat_app: "options_invalid",
    provider_not_initialize: "options_invalid",
    provider_quota_exceeded: "quota_exhausted",
    model_currently_not_support: "options_invalid",
    completion_request_error: "vendor_unavailable",
    conversation_completed: "conversation_closed",
    too_many_requests: "rate_limited",
    rate_limit_error: "rate_limited",
  },
  fixes: {
    unauthorised: "Copy the app's API key again from Dify, under API Access.",
    options_invalid: "Publish the app as a chat app with a model that works; try it in Dify first.",
    quota_exhausted: "The model provider's quota is used up in Dify.",
    conversation_not_found: "The conversation belongs to another user or was deleted; the next one starts afresh.",
    wrong_address: "Set `url` to the API's address with its version, e.g. https://api.dify.ai/v1.",
  },
};

/** What the user is taken to have said when they accept: neutral, never the offer's own text. */
const OPENING = "Please walk me through it.";

/** Dify: nothing writes into its conversations, so the app is asked, with Usher's text beside the question. */
export const dify: ChatBridge = defineBridge({
  manifest: {
    id: "dify",
    title: "Dify",
    description: "A Dify chat app: asked through the chat-messages API, grounded by Usher as external knowledge.",
    docs: "docs/bridges.md#dify",
    options: {
      url: { type: "url", description: "Address of the API; https://api.dify.ai/v1 when left out" },
      apiKey: { type: "secret", required: true, description: "API key of the app, app-…" },
      knowledgeKey: { type: "secret", required: true, description: "What Dify sends for the external knowledge API" },
      openingQuery: { type: "text", description: "What the user is taken to have asked" },
    },
    capabilities: { typing: false, chips: false, handover: false, links: true },
    delivery: "vendor",
    // Usher's text is an input of the app; a paragraph input holds this much.
    text: { format: "plain", maxChars: 20_000 },
    webhook: { proof: "shared_secret", replay: "event_id", answerWithinMs: 10_000 },
    verified: [
      { how: "documentation", what: "chat-messages (streaming), error codes, external knowledge API" },
      { how: "documentation", what: "tour tags of the published Dify tutorial" },
    ],
  },
  // Dify's conversations begin with the first question, and belong to a user.
  ready: ({ sessionId, userId }) =>
    sessionId === "" && userId === undefined
      ? { ok: false, waitsFor: "contact", detail: "Dify needs to know whose conversation it is." }
      : { ok: true },
  async send({ text, target }, options, io) {
    const answer = await callVendor(
      {
        method: "POST",
        url: `${trimSlash(options.url ?? "https://api.dify.ai/v1")}/chat-messages`,
        headers: { authorization: `Bearer ${String(options.apiKey)}`, accept: "text/event-stream, application/json" },
        json: {
          // Read with the first question of a conversation only; later ones find the text in the external knowledge.
          inputs: { usher_text: text, usher_session: target.sessionId },
          query: textOf(options.openingQuery) ?? OPENING,
          // Agents of Dify know streaming only.
          response_mode: "streaming",
          conversation_id: target.conversationId ?? "",
          user: target.userId ?? target.sessionId,
        },
      },
      RULES,
      io,
    );
    if (!answer.ok) return answer;
    const read = readDifyAnswer(answer.text);
    if (read.error !== undefined) {
      const kind = Object.hasOwn(RULES.codes ?? {}, read.error) ? RULES.codes?.[read.error] : undefined;
      return failure(kind ?? "vendor_unavailable", `Dify's answer ended with ${read.error}.`, {
        fix: RULES.fixes?.[kind ?? "vendor_unavailable"],
        status: answer.status,
      });
    }
    if (read.reply === undefined) {
      return failure("reply_unreadable", "Dify's answer holds no text.", { status: answer.status });
    }
    return { ok: true, id: read.messageId, conversationId: read.conversationId, reply: read.reply };
  },
  verify: (request, { knowledgeKey }) =>
    request.session === undefined
      ? checkAuthorization(request.headers.authorization, "Bearer", knowledgeKey)
      : checkSession(request),
  /** Dify tells of a question by looking up what Usher knows about the session or its user; a page around it says so itself. */
  read(body, found, _options, request) {
    if (request.session !== undefined) return readPageReport(body, found, request);
    const knowledge = textOf(body.knowledge_id);
    const setting = objectOf(body.retrieval_setting);
    if (knowledge === undefined || setting.top_k === undefined) return found.ignore("other_event");
    found.message(
      { conversationId: knowledge, person: { sessionId: knowledge, userId: knowledge } },
      textOf(body.query) ?? "",
    );
  },
});

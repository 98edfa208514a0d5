import { isObject, textOf } from "../sources/body/json-values.ts";
import type { ChatBridge } from "./bridge/bridge.ts";
import { callVendor, type VendorRules } from "./bridge/call-vendor.ts";
import { defineBridge } from "./bridge/define-bridge.ts";
import { failure } from "./bridge/failures.ts";
import { pathSegment } from "./bridge/path-segment.ts";
import { needsConversation } from "./bridge/readiness.ts";
import { trimSlash } from "./bridge/trim-slash.ts";
import { checkAuthorization } from "./inbound/check-shared-secret.ts";
import { readRasaEvent } from "./rasa/read-rasa-event.ts";

/** The intent the generated files carry; its entity holds the text. */
export const RASA_INTENT = "EXTERNAL_proactive";
export const RASA_TEXT_ENTITY = "proactive_text";

const RULES: VendorRules = {
  vendor: "Rasa",
  errorCode: ({ reason }) => textOf(reason),
  codes: {
    NotAuthenticated: "unauthorised",
    NotAuthorized: "forbidden",
    // Every sender has a tracker: what is not found is the intent.
    NotFound: "not_shown",
    Conflict: "vendor_unavailable",
    ConversationError: "vendor_unavailable",
  },
  fixes: {
    unauthorised: "Set `token` to what Rasa was started with (--auth-token).",
    not_shown: `Train a model that knows the intent ${RASA_INTENT}: run "usher bridge rasa init", then "rasa train".`,
    wrong_address: "Set `url` to Rasa's HTTP API, and start Rasa with --enable-api.",
    network: "Start Rasa, and check that this server reaches the address in `url`.",
    vendor_unavailable: 'Look into Rasa\'s log; without a trained model it answers 409: run "rasa train".',
  },
};

/** Rasa 3: an external intent whose action utters the text into the widget's socket. */
export const rasa: ChatBridge = defineBridge({
  manifest: {
    id: "rasa",
    title: "Rasa",
    description:
      "A Rasa 3 assistant behind rasa-webchat or another socket.io widget: text goes in as an external intent.",
    docs: "docs/bridges.md#rasa",
    options: {
      url: { type: "url", required: true, description: "Address of Rasa's HTTP API, e.g. http://localhost:5005" },
      token: { type: "secret", description: "What Rasa was started with as --auth-token" },
      channel: { type: "text", description: "Output channel that reaches the widget; socketio when left out" },
      webhookSecret: { type: "secret", description: "What Rasa's action server sends as Authorization: Bearer" },
    },
    capabilities: { typing: false, chips: false, handover: true, links: false },
    delivery: "vendor",
    text: { format: "markdown", maxChars: 4_000 },
    webhook: { proof: "shared_secret", replay: "event_id", answerWithinMs: 10_000 },
    verified: [
      { how: "documentation", what: "HTTP API of Rasa 3: trigger_intent, error bodies, pause and resume events" },
      { how: "recorded", what: "rasa-webchat 1.0.1 in Chromium: it renders Markdown; sessions, rooms, empty turns" },
      { how: "source", what: "Rasa's server.py: an unknown channel collects the messages and returns them" },
    ],
  },
  ready: (target) => needsConversation(target, "widget_session"),
  async send({ text, target }, options, io) {
    const sender = pathSegment(target.conversationId);
    const channel = encodeURIComponent(textOf(options.channel) ?? "socketio");
    const token = textOf(options.token);
    const query = `output_channel=${channel}${token === undefined ? "" : `&token=${encodeURIComponent(token)}`}`;
    const answer = await callVendor(
      {
        method: "POST",
        url: `${trimSlash(options.url)}/conversations/${sender}/trigger_intent?${query}`,
        headers: {},
        json: { name: RASA_INTENT, entities: { [RASA_TEXT_ENTITY]: text } },
      },
      RULES,
      io,
    );
    if (!answer.ok) return answer;
    const { tracker, messages } = answer.body;
    if (Array.isArray(messages)) {
      // Rasa hands the messages back when no channel of that name is there to take them.
      return failure("not_shown", "Rasa has no such output channel: the text came back instead of going out.", {
        fix: "Add socketio with session_persistence: true to Rasa's credentials.yml and restart it.",
        status: answer.status,
      });
    }
    if (!isObject(tracker)) {
      return failure("reply_unreadable", "Rasa's answer holds no tracker.", { status: answer.status });
    }
    if (Array.isArray(tracker.events) && !hasUttered(tracker.events, text)) {
      return failure("not_shown", `Rasa took the intent ${RASA_INTENT} and its action said nothing.`, {
        fix: 'Run "usher bridge rasa init", then "rasa train", and restart Rasa and its action server.',
        status: answer.status,
      });
    }
    return { ok: true, conversationId: target.conversationId };
  },
  verify: ({ headers }, { webhookSecret }) => checkAuthorization(headers.authorization, "Bearer", webhookSecret),
  read: (body, found) => readRasaEvent(body, found),
});

function hasUttered(events: readonly unknown[], text: string): boolean {
  const wanted = lettersOf(text);
  return events.some(
    (event) => isObject(event) && event.event === "bot" && lettersOf(textOf(event.text) ?? "") === wanted,
  );
}

/** An action may trim the text or lay it out anew: its words are what has to be there. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

import { openServerChat } from "../routes/bridge/open.ts";
import type { RouteDescription } from "./route-description.ts";

const group = "Bridges" as const;
const webhook = {
  method: "post",
  group,
  access: ["source"],
  foreignBody: "What the vendor sends, signed as docs/bridges.md says.",
  reply: { about: "Taken, or known already.", example: { status: "ok" } },
} as const;

/** Vendors' chats that are reached from the server. */
export const vendorChatRoutes: readonly RouteDescription[] = [
  {
    method: "post",
    path: "/bridge/open",
    group,
    title: "Open an accepted offer in the vendor's chat",
    about:
      "For products with one vendor that is reached from the server. Answers once the question is in the conversation.",
    access: ["session"],
    body: { name: "OpenServerChat", schema: openServerChat, example: { offer_id: "s_….1" } },
    reply: {
      about:
        "The question is there. `messages`: what the page writes into its widget; `reply`, `conversation_id`: what a bot said.",
      example: { status: "ok", bridge: "intercom", question: "…" },
    },
    problems: ["bridge_unknown", "offer_unknown", "bridge_timeout", "bridge_failed"],
  },
  {
    method: "post",
    path: "/bridge/answer",
    group,
    title: "The steps of an accepted offer",
    about: "For chats that only the page writes into; elsewhere the steps follow the question by themselves.",
    access: ["session"],
    body: { name: "OpenServerChat", schema: openServerChat, example: { offer_id: "s_….1", bridge: "tidio" } },
    reply: {
      about: "What the page writes into its widget.",
      example: { status: "ok", bridge: "tidio", messages: [{ id: "s_….1.answer", text: "…", chips: [] }] },
    },
    problems: ["bridge_unknown", "offer_unknown", "bridge_timeout", "bridge_failed"],
  },
  {
    ...webhook,
    path: "/bridge/dify/:product_id/retrieval",
    title: "Dify: external knowledge",
    about:
      "The same look-up as `/retrieval`, proved by the bridge's `knowledgeKey`; a person's question is heard as theirs.",
    foreignBody: "`{ knowledge_id, query, retrieval_setting }`, with `Authorization: Bearer <knowledgeKey>`.",
    reply: { about: "Records: of activity the newest first, of knowledge the best first." },
    problems: ["product_unknown", "bridge_unknown", "signature_missing", "signature_invalid"],
  },
  {
    ...webhook,
    path: "/bridge/openai-compatible/:product_id/chat/completions",
    title: "Chat completions",
    about: "Usher in the place of a model: the AI SDK's UI message stream, or OpenAI's chat completions.",
    access: ["session", "source"],
    foreignBody:
      "A request of `useChat` or of an OpenAI client; servers send the bridge's `apiKey` and name the `user`.",
    reply: { about: "The checked answer, in the client's protocol.", type: "text/event-stream" },
    problems: [
      "product_unknown",
      "bridge_unknown",
      "signature_missing",
      "signature_invalid",
      "session_unknown",
      "body_invalid",
    ],
  },
  {
    ...webhook,
    path: "/bridge/:bridge/webhook/:product_id",
    title: "Webhook of a chat vendor",
    about: "What users say, who takes over, which conversation is whose. Each event counts once.",
    problems: ["product_unknown", "bridge_unknown", "signature_missing", "signature_invalid"],
  },
  {
    ...webhook,
    path: "/chatbot-webhook/:product_id",
    title: "Webhook of Intercom",
    about: "The same for Intercom, under its documented address: 403 when the signature does not fit.",
    problems: ["product_unknown", "bridge_unknown", "signature_refused"],
  },
];

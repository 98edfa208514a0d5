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
    reply: { about: "The question is there.", example: { status: "ok", bridge: "intercom", question: "…" } },
    problems: ["bridge_unknown", "offer_unknown", "bridge_timeout", "bridge_failed"],
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

import { randomUUID } from "node:crypto";
import { type HookNews, header, posted, type VendorCase } from "./vendor-case.ts";

const settings = {
  appId: "5698edbf2a43bd081be982f1",
  keyId: "app_5ce8a",
  keySecret: "zendesk-key-secret-0123",
  webhookSecret: "zendesk-hook-secret-0123",
};
const conversationId = "13f32c6cf7d0d38e6e0eba93";
const conversations = `/v2/apps/${settings.appId}/conversations`;

/** Sunshine Conversations, version 2. */
export const zendeskCase: VendorCase = {
  bridge: "zendesk",
  settings,
  origin: "https://api.smooch.io",
  conversationId,
  linkedBy: "bridge",
  hasButtons: true,
  api({ path, headers, body }) {
    const refuse = (status: number, code: string) =>
      Response.json({ errors: [{ code, title: "…", links: {} }] }, { status });
    const token = Buffer.from(`${settings.keyId}:${settings.keySecret}`).toString("base64");
    if (headers.authorization !== `Basic ${token}`) return refuse(401, "unauthorized");
    if (path === conversations) {
      const [who] = (body.participants ?? []) as { userExternalId?: string }[];
      if (body.type !== "personal" || who?.userExternalId !== "u-1") return refuse(400, "bad_request");
      return Response.json({ conversation: { id: conversationId, type: "personal" } }, { status: 201 });
    }
    if (path !== `${conversations}/${conversationId}/messages`) return refuse(404, "conversation_not_found");
    const { author, content } = body as { author?: { type?: string }; content?: { type?: string; text?: string } };
    if (author?.type !== "business" || content?.type !== "text" || !content.text) return refuse(400, "bad_request");
    return Response.json({ messages: [{ id: randomUUID(), author }] }, { status: 201 });
  },
  messageOf({ path, body }) {
    if (!path.endsWith("/messages")) return undefined;
    const content = body.content as { text: string; actions?: { text: string; payload: string }[] };
    return {
      text: content.text,
      chips: (content.actions ?? []).map(({ text, payload }) => ({ id: payload, label: text })),
    };
  },
  hook: (news, { secret = settings.webhookSecret } = {}) =>
    posted(
      {
        app: { id: settings.appId },
        webhook: { id: "5e554d2cac66fb73a3c01869", version: "v2" },
        events: [{ id: randomUUID(), createdAt: new Date().toISOString(), ...eventOf(news) }],
      },
      header("x-api-key", secret),
    ),
};

function eventOf(news: HookNews): object {
  const conversation = { id: conversationId, type: "personal" };
  if (news.type === "human-joined" || news.type === "human-left") {
    const integrationType = news.type === "human-joined" ? "zd:agentWorkspace" : "zd:answerBot";
    const activeSwitchboardIntegration = { id: "i", name: "x", integrationType };
    return {
      type: "switchboard:passControl",
      payload: { conversation: { ...conversation, activeSwitchboardIntegration } },
    };
  }
  const author = { type: "user", userId: "cbec0073", user: { id: "cbec0073", externalId: "u-1" } };
  const text = news.type === "said" ? news.text : news.label;
  const content = { type: "text", text, ...(news.type === "chose" && { payload: news.chip }) };
  const message = { id: randomUUID(), received: new Date().toISOString(), content, author, source: { type: "web" } };
  return { type: "conversation:message", payload: { conversation, message } };
}

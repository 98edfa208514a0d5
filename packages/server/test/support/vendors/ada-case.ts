import { createHmac, randomUUID } from "node:crypto";
import { type HookNews, posted, type VendorCase } from "./vendor-case.ts";

const secretOf = (key: string): string => `whsec_${Buffer.from(key).toString("base64")}`;
const settings = {
  url: "https://example.ada.support",
  apiKey: "ada-api-key-0123456789",
  webhookSecret: secretOf("ada-signing-key-of-24-by"),
};
const conversationId = "5f7e0e2c1e7c7e000f0f9c3a";

/** The Conversations API, version 2, of a custom channel, and its webhooks as Svix signs them. */
export const adaCase: VendorCase = {
  bridge: "ada",
  settings,
  origin: settings.url,
  conversationId,
  linkedBy: "page",
  hasButtons: false,
  api({ path, headers, body }) {
    const refuse = (status: number, type: string) =>
      Response.json({ errors: [{ type, message: "…", details: null }] }, { status });
    if (headers.authorization !== `Bearer ${settings.apiKey}`) return refuse(401, "token_invalid");
    if (path !== `/api/v2/conversations/${conversationId}/messages/`) return refuse(404, "not_found");
    const { author, content } = body as { author?: { id?: string; role?: string }; content?: { type?: string } };
    if (author?.role !== "human_agent" || !author.id || content?.type !== "text")
      return refuse(422, "validation_error");
    return Response.json({ id: randomUUID(), conversation_id: conversationId });
  },
  messageOf: ({ body }) => ({ text: (body.content as { body: string }).body, chips: [] }),
  hook(news, { secret } = {}) {
    const body = JSON.stringify(eventOf(news));
    if (secret === null) return posted(body, {});
    const [id, seconds] = [`msg_${randomUUID()}`, String(Math.floor(Date.now() / 1_000))];
    const key = Buffer.from(secret ?? settings.webhookSecret.slice("whsec_".length), secret ? "utf8" : "base64");
    const mac = createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64");
    return posted(body, { "svix-id": id, "svix-timestamp": seconds, "svix-signature": `v1,${mac}` });
  },
};

function eventOf(news: HookNews): object {
  const end = { conversation_id: conversationId, end_user_id: "5f7e0e2c1e7c7e000f0f9c3b" };
  const timestamp = new Date().toISOString();
  if (news.type === "human-left") return { type: "v1.conversation.handoff.ended", timestamp, data: end };
  const [role, text] =
    news.type === "human-joined"
      ? ["human_agent", "Hi, Ann here"]
      : ["end_user", news.type === "said" ? news.text : news.label];
  const author = { id: "5df263b7db5a7e6ea03fae9b", role, avatar: null, display_name: "Jo" };
  const channel = { type: "custom", id: "5f7e0e2c1e7c7e000f0f9c3c", modality: "messaging" };
  const data = { ...end, message_id: randomUUID(), channel, author, content: { type: "text", body: text } };
  return { type: "v1.conversation.message", timestamp, data };
}

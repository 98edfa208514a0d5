import { randomUUID } from "node:crypto";
import { type HookNews, header, posted, type VendorCase } from "./vendor-case.ts";

const settings = {
  token: "bp_pat_0123456789abcdef",
  botId: "b0a1c2d3-0000-4000-8000-000000000001",
  webhookSecret: "botpress-hook-secret-0123",
};
const conversationId = "conv_01HV4X2ZKQ7N6Y9D3T8R5M";

/** The Runtime API's createMessage, and the Chat integration's signals. */
export const botpressCase: VendorCase = {
  bridge: "botpress",
  settings,
  origin: "https://api.botpress.cloud",
  conversationId,
  linkedBy: "page",
  hasButtons: true,
  api({ path, headers, body }) {
    const refuse = (status: number, type: string) =>
      Response.json({ id: "err_1", code: status, type, message: "…" }, { status });
    if (headers.authorization !== `Bearer ${settings.token}`) return refuse(401, "Unauthorized");
    if (headers["x-bot-id"] !== settings.botId) return refuse(403, "Forbidden");
    if (path !== "/v1/chat/messages" || body.conversationId !== conversationId) return refuse(404, "ResourceNotFound");
    const isWhole = body.userId && body.type && body.payload && body.tags;
    if (!isWhole) return refuse(400, "InvalidPayload");
    return Response.json(
      { message: { id: `msg_${randomUUID()}`, conversationId, direction: "outgoing" } },
      { status: 201 },
    );
  },
  messageOf({ path, body }) {
    if (path !== "/v1/chat/messages") return undefined;
    const payload = body.payload as { text: string; options?: { label: string; value: string }[] };
    return { text: payload.text, chips: (payload.options ?? []).map(({ label, value }) => ({ id: value, label })) };
  },
  hook: (news, { secret = settings.webhookSecret } = {}) => posted(signalOf(news), header("x-secret-key", secret)),
};

function signalOf(news: HookNews): object {
  const place = { id: `msg_${randomUUID()}`, conversationId, userId: "user_01", createdAt: new Date().toISOString() };
  switch (news.type) {
    case "said":
      return { type: "message_created", data: { ...place, isBot: false, payload: { type: "text", text: news.text } } };
    case "chose": {
      const payload = { type: "choice", text: news.label, value: news.chip };
      return { type: "message_created", data: { ...place, isBot: false, payload } };
    }
    default:
      return { type: "event_created", data: { ...place, payload: { type: news.type.replace("-", "_") } } };
  }
}

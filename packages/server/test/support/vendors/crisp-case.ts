import { createHmac, randomInt } from "node:crypto";
import { type HookNews, posted, type VendorCase } from "./vendor-case.ts";

const settings = {
  websiteId: "42286ab3-b29a-4fde-8538-da0ae501d825",
  identifier: "7c3ef21c-1e04-41ce-8c06-5605c346f73e",
  key: "cc29e1a5086e428fcc6a697d5837a66d",
  hookSecret: "crisp-hook-secret-0123",
};
const conversationId = "session_19e5240f-0a8d-461e-a661-a3123fc6eec9";
const path = `/v1/website/${settings.websiteId}/conversation/${conversationId}/message`;
const fingerprint = () => randomInt(1_000_000, 200_000_000);

/** REST API v1 of a plugin, and its signed hooks. */
export const crispCase: VendorCase = {
  bridge: "crisp",
  settings,
  origin: "https://api.crisp.chat",
  conversationId,
  linkedBy: "page",
  hasButtons: true,
  api(call) {
    const answer = (status: number, reason: string, data: object = {}) =>
      Response.json({ error: status >= 300, reason, data }, { status });
    const token = Buffer.from(`${settings.identifier}:${settings.key}`).toString("base64");
    if (call.headers.authorization !== `Basic ${token}`) return answer(401, "invalid_session");
    if (call.headers["x-crisp-tier"] !== "plugin") return answer(403, "not_allowed");
    if (call.path !== path) return answer(404, "conversation_not_found");
    const { type, from, origin, content } = call.body;
    if (from !== "operator" || origin !== "chat" || !content || !type) return answer(400, "invalid_data");
    return answer(202, "dispatched", { fingerprint: fingerprint() });
  },
  messageOf({ body }) {
    if (body.type === "text") return { text: String(body.content), chips: [] };
    if (body.type !== "picker") return undefined;
    const content = body.content as { text: string; choices: { value: string; label: string }[] };
    return { text: content.text, chips: content.choices.map(({ value, label }) => ({ id: value, label })) };
  },
  hook(news, { secret = settings.hookSecret } = {}) {
    const at = String(Date.now());
    const body = JSON.stringify(hookOf(news));
    if (secret === null) return posted(body, {});
    const signature = createHmac("sha256", secret).update(`[${at};${body}]`).digest("hex");
    return posted(body, { "x-crisp-signature": signature, "x-crisp-request-timestamp": at });
  },
};

function hookOf(news: HookNews): object {
  const user = { nickname: "Jo", user_id: conversationId };
  const message = { origin: "chat", stamped: true, fingerprint: fingerprint(), user };
  const hook = (event: string, data: object) => ({
    website_id: settings.websiteId,
    event,
    data: { website_id: settings.websiteId, session_id: conversationId, ...data },
    timestamp: Date.now(),
  });
  switch (news.type) {
    case "said":
      return hook("message:send", { ...message, type: "text", from: "user", content: news.text });
    case "chose": {
      const choices = [{ value: news.chip, label: news.label, selected: true }];
      return hook("message:updated", { fingerprint: fingerprint(), content: { id: "m", text: "…", choices } });
    }
    case "human-joined":
      return hook("message:received", { ...message, type: "text", from: "operator", content: "Hi, Ann here" });
    case "human-left":
      return hook("session:set_routing", { assigned: null });
  }
}

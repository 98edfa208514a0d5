import { randomUUID } from "node:crypto";
import { type HookNews, header, posted, type VendorCase } from "./vendor-case.ts";

const settings = { token: "landbot-agent-token-0123", hookToken: "landbot-hook-token-0123", agentId: "9" };
const customerId = 42;

/** The Platform API's send_text, and the message hook of a web channel. */
export const landbotCase: VendorCase = {
  bridge: "landbot",
  settings,
  origin: "https://api.landbot.io",
  conversationId: String(customerId),
  linkedBy: "hook",
  hasButtons: false,
  api({ path, headers, body }) {
    const refuse = (status: number, errors: object) => Response.json({ errors }, { status });
    if (headers.authorization !== `Token ${settings.token}`) return refuse(401, { token: ["Invalid token"] });
    if (path !== `/v1/customers/${customerId}/send_text/`) return refuse(404, {});
    if (typeof body.message !== "string") return refuse(422, { message: ["required"] });
    return Response.json({ success: true, customer: { id: customerId } });
  },
  messageOf: ({ body }) => ({ text: String(body.message), chips: [] }),
  hook(news, { secret = settings.hookToken, sessionId } = {}) {
    const token = secret === null ? null : `Token ${secret}`;
    const hook = { messages: [messageOf(news, sessionId)] };
    return posted(hook, { ...header("authorization", token), "sentry-trace": randomUUID() });
  },
};

function messageOf(news: HookNews, sessionId: string | undefined): object {
  const customer = { id: customerId, agent_id: null, name: "Jo", ...(sessionId && { usher_session: sessionId }) };
  const message = { timestamp: Date.now() / 1_000, customer, channel: { id: 8, name: "Web chat", type: "landbot" } };
  const raw = { uuid: randomUUID(), seq: 3, read: true };
  switch (news.type) {
    case "human-joined":
      return {
        ...message,
        type: "text",
        data: { body: "Hi" },
        sender: { id: 3, name: "Ann", type: "agent" },
        _raw: raw,
      };
    case "human-left":
      return { ...message, type: "event", data: { action: "unassign" }, sender: { id: 0, type: "sys" }, _raw: raw };
    default: {
      const body = news.type === "said" ? news.text : news.label;
      const sender = { id: customerId, name: "Jo", type: "customer" };
      return { ...message, type: "text", data: { body }, sender, _raw: raw };
    }
  }
}

// Everything known about the user, assembled in front of their question.
import {
  assembleChatContext,
  ChatMemory,
  ConnectorClient,
  ConversationLinks,
  composeChatPipeline,
  signLinkToken,
} from "@usher/node";
import { print } from "./support/print.ts";
import { startSampleServer } from "./support/sample-stream.ts";

const server = await startSampleServer();
const pipeline = composeChatPipeline({ threshold: 3 });
const client = new ConnectorClient({ url: server.url, productId: "acme", secretKey: "sk_example", since: 0 });
let left = 5;
for await (const payload of client) {
  if (payload.type === "actions") pipeline.onActions(payload);
  left -= 1;
  if (left === 0) break;
}
await pipeline.summarizer.flush();

// Your backend signs the link; the chat vendor hands it back with the conversation.
const secret = "a-secret-of-at-least-32-characters";
const token = signLinkToken(
  { productId: "acme", sessionId: "s-1", conversationId: "chat-7" },
  { secret, now: Date.now() },
);
const links = new ConversationLinks();
print(`link: ${links.linkByToken(token, { secrets: [secret], now: Date.now() })}`);

const memory = new ChatMemory({ contextStore: pipeline.contextStore });
memory.addTurn("chat-7", { role: "user", content: "Hello" });
memory.addTurn("chat-7", { role: "assistant", content: "Hello Ada" });

const { userBlock } = await assembleChatContext(
  {
    productId: "acme",
    integrationConfig: {},
    conversationId: "chat-7",
    userMessage: "Why does it not connect?",
    email: "ada@example.com",
    sessionId: links.sessionOf("acme", "chat-7") ?? null,
  },
  { sessionActivityLocal: async (sessionId) => pipeline.contextStore.get(sessionId), memory },
);
print(userBlock);
await pipeline.close();
server.close();

// The low-level trigger API without a stream of one's own: recent actions from the server, then the documented triggers.
import { defaultProactiveTriggerRegistry, ProactiveTriggerContext } from "@usher/core/documented";
import { serverActionsSource } from "@usher/node";
import { print } from "./support/print.ts";
import { startSampleServer } from "./support/sample-stream.ts";

const server = await startSampleServer();
const source = serverActionsSource({ url: server.url, secretKey: "sk_example" });
const payloads = await source.loadPayloads("acme", "s-1");
const context = ProactiveTriggerContext.fromActionsPayloads(payloads, {
  productId: "acme",
  sessionId: "s-1",
  conversationId: "chat-7",
  nowS: Date.now() / 1_000,
});
const result = defaultProactiveTriggerRegistry().evaluateFirst(context);
print(result ? `${result.triggerId}: ${result.body}` : "nothing to say");
server.close();

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A test double of an OpenAI-compatible server: speaks the real streaming protocol, says what it is told to say. */
export interface LlmDouble {
  readonly baseUrl: string;
  readonly requests: { readonly messages: readonly { readonly role: string; readonly content: string }[] }[];
  say(reply: string | "fail" | "hang"): void;
  stop(): Promise<void>;
}

export async function startLlmDouble(): Promise<LlmDouble> {
  let reply = "";
  const requests: LlmDouble["requests"] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    requests.push(JSON.parse(body));
    if (reply === "hang") return;
    if (reply === "fail") {
      response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: "out of order" } }));
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (delta: object, finish: string | null): void => {
      const choice = { index: 0, delta, finish_reason: finish };
      const chunk = { id: "c", object: "chat.completion.chunk", created: 1, model: "double", choices: [choice] };
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    };
    for (const piece of reply.match(/.{1,7}/gs) ?? []) send({ content: piece }, null);
    send({}, "stop");
    response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    say(next) {
      reply = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

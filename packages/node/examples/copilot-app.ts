// A service that answers questions about what users are doing. `app.fetch` is a web-standard handler: serve it with
// @hono/node-server (`serve({ fetch: app.fetch, port: 8080 })`), Deno, Bun or a worker.
import { buildCopilotApp } from "@usher/node";
import { print } from "./support/print.ts";
import { startSampleServer } from "./support/sample-stream.ts";

const server = await startSampleServer();
const app = buildCopilotApp({
  apiKey: "a-key-for-your-chatbot",
  stream: { url: server.url, productId: "acme", secretKey: "sk_example", since: 0 },
  // llm: async (prompt, { signal }) => …; without one, the reply is what is known.
  onError: (error) => print(`${error.code}: ${error.message}`),
});
app.start();
while ((app.client?.stats.handled ?? 0) < 5) await new Promise((resolve) => setTimeout(resolve, 10));

const authorization = "Bearer a-key-for-your-chatbot";
for (const path of ["/healthz", "/context/ada", "/reply/ada?query=where+am+I", "/context/nobody"]) {
  const response = await app.fetch(new Request(`http://copilot${path}`, { headers: { authorization } }));
  print(`${path}: ${response.status} ${await response.text()}`);
}
await app.stop();
server.close();

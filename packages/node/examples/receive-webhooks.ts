// Pushed payloads, received by a bare Node server: verified, each handled once.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expressWebhook, signWebhook, WebhookReceiver } from "@usher/node";
import { print } from "./support/print.ts";

const secret = "the-webhook-secret-of-the-product";
const receiver = new WebhookReceiver({
  secret,
  onActions: (payload) => print(`${payload.actions.length} action of ${payload.userId}`),
});

// With Express: app.post("/usher", expressWebhook(receiver)); before express.json().
const handle = expressWebhook(receiver);
const server = createServer((request, response) => void handle(request, response));
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/usher`;

const body = JSON.stringify({ type: "actions", product_id: "acme", user_id: "ada", actions: [{ title: "Clicked" }] });
const headers = signWebhook(body, { secret, id: "msg_1", now: Date.now() });
for (const attempt of ["first", "again"]) {
  const response = await fetch(url, { method: "POST", headers, body });
  print(`${attempt}: ${response.status} ${await response.text()}`);
}
const forged = await fetch(url, { method: "POST", headers, body: body.replace("ada", "eve") });
print(`forged: ${forged.status} ${await forged.text()}`);
server.close();

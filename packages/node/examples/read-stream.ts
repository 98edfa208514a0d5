// The stream as a loop: payloads come one at a time, in the order of arrival. Leaving the loop closes the connection.
import { ConnectorClient, payloadToText } from "@usher/node";
import { print } from "./support/print.ts";
import { startSampleServer } from "./support/sample-stream.ts";

const server = await startSampleServer();
const client = new ConnectorClient({ url: server.url, productId: "acme", secretKey: "sk_example", since: 0 });

let left = 5;
for await (const payload of client) {
  print(payloadToText(payload));
  left -= 1;
  if (left === 0) break;
}
print(`stopped at ${client.cursor}`);
server.close();

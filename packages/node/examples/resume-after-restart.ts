// The stream with callbacks: sessions side by side, each in order. The cursor is stored, so that a restart goes on there.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConnectorClient } from "@usher/node";
import { print } from "./support/print.ts";
import { startSampleServer } from "./support/sample-stream.ts";

const server = await startSampleServer();
const folder = await mkdtemp(join(tmpdir(), "usher-example-"));
const cursorFile = join(folder, "cursor");

const client = new ConnectorClient({
  url: server.url,
  productId: "acme",
  secretKey: "sk_example",
  since: await readFile(cursorFile, "utf8").catch(() => "0"),
  async onActions(payload, { eventId }) {
    for (const action of payload.actions) print(`${payload.userId}: ${action.description}`);
    if (eventId === "sample:5") void finish();
  },
  onDisconnect: ({ reason, retryInMs }) => print(`disconnected (${reason}), next attempt in ${retryInMs} ms`),
  onGap: ({ lastEventId }) => print(`the server no longer has what came after ${lastEventId}`),
  onError: (error) => print(`${error.code}: ${error.message}`),
});

// A wrong key or product rejects at once; everything else is retried.
await client.run();

async function finish(): Promise<void> {
  await client.stop({ drainMs: 1_000 });
  await writeFile(cursorFile, client.cursor ?? "0");
  print(`stored ${await readFile(cursorFile, "utf8")}`);
  await rm(folder, { recursive: true });
  server.close();
}

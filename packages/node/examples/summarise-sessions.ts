// What an agent reads about a session: actions as they come, and a summary in their place once there are enough.
import { AgentContextWriter, ConnectorClient, SessionSummarizer } from "@usher/node";
import { print } from "./support/print.ts";
import { startSampleServer } from "./support/sample-stream.ts";

const server = await startSampleServer();
// With a model: llm: async (prompt, { signal }) => (await yourModel.complete(prompt, { signal })).text
const summarizer = new SessionSummarizer({ threshold: 5 });
const notes: string[] = [];
const writer = new AgentContextWriter({
  summarizer,
  debounceMs: 100,
  writeActions: (_sessionId, text) => notes.push(text),
  // Called before the actions are let go of. Whatever was noted since is written again behind it.
  overwriteWithSummary: (_sessionId, summary) => notes.splice(0, notes.length, summary),
});

const client = new ConnectorClient({
  url: server.url,
  productId: "acme",
  secretKey: "sk_example",
  since: 0,
  onActions: (payload) => writer.add(payload),
});
summarizer.onSummary(() => client.stop());
await client.run();
await writer.close();
print(notes.join("\n"));
server.close();

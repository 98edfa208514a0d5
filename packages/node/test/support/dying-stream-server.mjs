// A stand-in for the stream endpoint that kills itself after so many bytes: node … <port> <events> <die after bytes>
import { createServer } from "node:http";

const [port, count, dieAfterBytes] = process.argv.slice(2).map(Number);

const frames = Array.from({ length: count }, (_, at) => {
  const action = { title: `t${at}`, description: `t${at}`, canonical_url: "/", type: "click" };
  const payload = { type: "actions", product_id: "acme", session_id: "s1", actions: [action] };
  return `id: k:${at + 1}\ndata: ${JSON.stringify(payload)}\n\n`;
});

createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const after = Number((request.headers["last-event-id"] ?? "k:0").slice(2));
  const bytes = Buffer.from(frames.slice(after).join(""));
  response.write(bytes.subarray(0, dieAfterBytes), () => {
    if (bytes.length > dieAfterBytes) process.kill(process.pid, "SIGKILL");
  });
}).listen(port, "127.0.0.1");

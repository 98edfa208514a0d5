import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const PAGES = ["/projects", "/projects/:id", "/projects", "/settings/data-sources", "/settings/data-sources"];

/** What one visitor does, as the server would send it. */
function frames(startS: number): string {
  return PAGES.map((page, index) => {
    const at = startS + index;
    const title = index < 3 ? `Page Load: ${page}` : "Clicked Connect data source";
    const action = {
      index,
      type: index < 3 ? "pageview" : "click",
      title,
      description: `User ${index < 3 ? "opened" : "clicked Connect data source on"} ${page}`,
      canonical_url: `https://app.example.com${page}`,
      timestamp_start: at,
      timestamp_end: at,
    };
    const payload = {
      type: "actions",
      product_id: "acme",
      session_id: "s-1",
      user_id: "ada",
      email: "ada@example.com",
    };
    return `id: sample:${index + 1}\ndata: ${JSON.stringify({ ...payload, actions: [action], forwarded_at: at })}\n\n`;
  }).join("");
}

/** Stands in for an Usher server, so that the examples run without one: a stream, and a session's actions. */
export async function startSampleServer(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const text = frames(Math.floor(Date.now() / 1_000) - PAGES.length);
    if (request.url?.startsWith("/stream/")) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(text);
      return;
    }
    const actions = [...text.matchAll(/^data: (.*)$/gm)].flatMap(([, json = ""]) => JSON.parse(json).actions);
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ product_id: "acme", session_id: "s-1", user_id: "ada", actions }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

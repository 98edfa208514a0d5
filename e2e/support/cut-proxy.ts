import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** Passes everything on to a server, and breaks connections when it is told to. */
export interface CutProxy {
  readonly url: string;
  /** The next answer of the chat breaks off right after the first piece of its reply. */
  cutNextReply(): void;
  /** How many were broken. */
  cuts(): number;
  stop(): Promise<void>;
}

export async function startCutProxy(target: string): Promise<CutProxy> {
  let armed = false;
  let cuts = 0;
  const proxy = createServer((request, response) => {
    const { method, headers, url } = request;
    const upstream = send(new URL(url ?? "/", target), { method, headers });
    upstream.on("error", () => response.destroy());
    upstream.on("response", (answer) => {
      const isChat = method === "POST" && url === "/v1/chat" && armed;
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on("error", () => response.destroy());
      if (!isChat) return answer.pipe(response);
      let passed = "";
      answer.on("data", (chunk: Buffer) => {
        if (response.destroyed) return;
        const frames = `${passed}${chunk.toString()}`;
        const first = frames.indexOf("event: reply-delta");
        const end = first === -1 ? -1 : frames.indexOf("\n\n", first);
        if (end === -1 || !armed) {
          passed = frames;
          return response.write(chunk);
        }
        armed = false;
        cuts++;
        response.write(frames.slice(passed.length, end + 2), () => setImmediate(() => response.destroy()));
      });
      answer.on("end", () => response.end());
    });
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cutNextReply() {
      armed = true;
    },
    cuts: () => cuts,
    async stop() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

import { connect } from "node:net";

/** One keep-alive connection with one request at a time, as small as it can be: the client's own cost is noise. */
export interface HttpConnection {
  post(path: string, headers: string, body: string | Uint8Array): Promise<HttpAnswer>;
  close(): void;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

export function openHttpConnection(url: string): Promise<HttpConnection> {
  const { hostname, port, host } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received = "";
  let waiting: { resolve(answer: HttpAnswer): void; reject(error: Error): void } | undefined;

  function fail(error: Error): void {
    waiting?.reject(error);
    waiting = undefined;
  }

  // Bytes, not characters, are counted by content-length: latin1 keeps them one to one.
  socket.setEncoding("latin1");
  socket.on("data", (chunk: string) => {
    received += chunk;
    const headEnd = received.indexOf("\r\n\r\n");
    if (headEnd === -1) return;
    const length = /\r\ncontent-length: *(\d+)/i.exec(received.slice(0, headEnd))?.[1];
    if (length === undefined) return fail(new Error("The server answered without a content-length."));
    const end = headEnd + 4 + Number(length);
    if (received.length < end) return;
    const answer = { status: Number(received.slice(9, 12)), body: received.slice(headEnd + 4, end) };
    received = received.slice(end);
    const caller = waiting;
    waiting = undefined;
    caller?.resolve(answer);
  });
  socket.on("close", () => fail(new Error("The server closed the connection.")));
  socket.on("error", fail);

  const connection: HttpConnection = {
    post(path, headers, body) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        const type = typeof body === "string" ? "application/json" : "text/plain";
        const length = Buffer.byteLength(body);
        const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${headers}content-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;
        socket.write(typeof body === "string" ? head + body : Buffer.concat([Buffer.from(head), body]));
      });
    },
    close: () => socket.destroy(),
  };
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.once("connect", () => resolve(connection));
  });
}

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that reached the double. */
export interface VendorCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/** A test double of a chat vendor's HTTP API: keeps what it is asked, and answers as the test says. */
export interface VendorDouble {
  readonly url: string;
  readonly calls: VendorCall[];
  /** For bridges that know their vendor's address: the same requests go to the double. */
  readonly fetch: typeof fetch;
  /** Every request is answered with this status until told `undefined`. */
  fail(status: number | undefined): void;
  stop(): Promise<void>;
}

export async function startVendorDouble(
  vendorOrigin: string,
  answer: (call: VendorCall) => object,
): Promise<VendorDouble> {
  const calls: VendorCall[] = [];
  let failure: number | undefined;
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { method = "", url: path = "", headers } = request;
    const call = { method, path, headers, text, body: text === "" ? {} : JSON.parse(text), at: performance.now() };
    calls.push(call);
    response.writeHead(failure ?? 200, { "content-type": "application/json" });
    response.end(JSON.stringify(failure === undefined ? answer(call) : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    fetch: (input, init) => fetch(String(input).replace(vendorOrigin, url), init),
    fail: (status) => {
      failure = status;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

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
  /** Every request is answered with this status until told `undefined`, or so many times. */
  fail(status: number | undefined, options?: FailOptions): void;
  /** Requests are taken and never answered until the double is stopped. */
  hang(): void;
  stop(): Promise<void>;
}

export interface FailOptions {
  /** Default: until told otherwise. */
  readonly times?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `answer` gives a body for status 200, or a whole response. */
export async function startVendorDouble(
  vendorOrigin: string,
  answer: (call: VendorCall) => object | Response,
): Promise<VendorDouble> {
  const calls: VendorCall[] = [];
  let failure: number | undefined;
  let failing: FailOptions = {};
  let failuresLeft = 0;
  let isHanging = false;
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { method = "", url: path = "", headers } = request;
    const call = { method, path, headers, text, body: text === "" ? {} : JSON.parse(text), at: performance.now() };
    calls.push(call);
    if (isHanging) return;
    const answered = failure !== undefined && failuresLeft-- > 0 ? failed(failure) : answer(call);
    const full = answered instanceof Response ? answered : Response.json(answered);
    response.writeHead(full.status, Object.fromEntries(full.headers));
    response.end(await full.text());
  });
  const failed = (status: number): Response =>
    Response.json({}, { status, ...(failing.headers && { headers: failing.headers }) });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    fetch: (input, init) => fetch(String(input).replace(vendorOrigin, url), init),
    fail: (status, options = {}) => {
      failure = status;
      failing = options;
      failuresLeft = options.times ?? Number.POSITIVE_INFINITY;
    },
    hang: () => {
      isHanging = true;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Clock } from "../ports/clock.ts";
import type { AttemptOutcome } from "./attempt-outcome.ts";
import { checkEndpointUrl } from "./endpoint-url.ts";
import { type ResolveName, resolveBySystem, webhookLookup } from "./guarded-lookup.ts";

/** Limits of reliability §5.8. */
export const CONNECT_TIMEOUT_MS = 5_000;
export const TOTAL_TIMEOUT_MS = 15_000;
/** How much of an answer is waited for; nothing of it is kept. */
export const MAX_REPLY_BYTES: number = 4 * 1024;
const MAX_REPLY_HEADER_BYTES: number = 16 * 1024;

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the attempt without an outcome that counts. */
  readonly signal?: AbortSignal;
}

/** Posts once. Never rejects; follows nothing, and goes nowhere that `checkEndpointUrl` and the DNS guard forbid. */
export type SendRequest = (request: WebhookRequest) => Promise<AttemptOutcome>;

export interface SenderOptions {
  readonly clock: Clock;
  /** Origins that may be reached whatever they are: `http://127.0.0.1:9000`. */
  readonly allow: readonly string[];
  /** Default: the system's resolver. */
  readonly resolve?: ResolveName;
}

export function createSender({ clock, allow, resolve = resolveBySystem }: SenderOptions): SendRequest {
  // Agents of our own: the global ones may be told by the environment to go through a proxy. Connections are not kept, so
  // that each attempt looks the name up again.
  const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };

  return ({ url: text, headers, body, signal }) => {
    const verdict = checkEndpointUrl(text, allow);
    if (verdict.type === "refused") {
      return Promise.resolve({ type: "failed", reason: "blocked", detail: `not sent: ${verdict.reason}` });
    }
    const { url, isAllowed } = verdict;
    const isHttps = url.protocol === "https:";
    const bytes = Buffer.from(body, "utf8");
    const options: RequestOptions & { rejectUnauthorized: boolean } = {
      method: "POST",
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": bytes.length,
        "user-agent": "Usher-Webhooks/1",
        connection: "close",
      },
      agent: isHttps ? agents.https : agents.http,
      lookup: webhookLookup(resolve, isAllowed),
      maxHeaderSize: MAX_REPLY_HEADER_BYTES,
      // Said outright: an environment variable must not be able to switch it off.
      rejectUnauthorized: true,
      ...(signal === undefined ? {} : { signal }),
    };
    return exchange(clock, () => (isHttps ? httpsRequest(url, options) : httpRequest(url, options)), url, bytes);
  };
}

function exchange(
  clock: Clock,
  open: () => ReturnType<typeof httpRequest>,
  url: URL,
  body: Buffer,
): Promise<AttemptOutcome> {
  return new Promise((settle) => {
    const request = open();
    const end = (outcome: AttemptOutcome): void => {
      cancelConnect();
      cancelTotal();
      settle(outcome);
      request.destroy();
    };
    const timeOut = (what: string): void => end({ type: "failed", reason: "timeout", detail: what });
    const cancelConnect = clock.at(clock.now() + CONNECT_TIMEOUT_MS, () =>
      timeOut(`no connection within ${CONNECT_TIMEOUT_MS / 1_000} s`),
    );
    const cancelTotal = clock.at(clock.now() + TOTAL_TIMEOUT_MS, () =>
      timeOut(`timed out after ${TOTAL_TIMEOUT_MS / 1_000} s`),
    );
    request.on("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => cancelConnect());
    });
    request.on("response", (response) => readReply(response, end));
    request.on("error", (error: NodeJS.ErrnoException) => end(failure(error)));
    // After an answer of 101 there is no HTTP any more.
    request.on("upgrade", () => end({ type: "failed", reason: "broken", detail: "the answer was an upgrade" }));
    request.end(body);
  });
}

/** An answer counts once it is complete or long enough: one that breaks off may have been a crash. */
function readReply(response: IncomingMessage, end: (outcome: AttemptOutcome) => void): void {
  const retryAfter = response.headers["retry-after"] ?? null;
  const answered = (): void => end({ type: "answered", status: response.statusCode ?? 0, retryAfter });
  let size = 0;
  response.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_REPLY_BYTES) answered();
  });
  response.on("end", answered);
  response.on("close", () => {
    if (!response.complete) end({ type: "failed", reason: "broken", detail: "the answer broke off" });
  });
  response.on("error", () => end({ type: "failed", reason: "broken", detail: "the answer broke off" }));
}

/** Codes are Node's and OpenSSL's words; messages may hold what the other side wrote. */
function failure(error: NodeJS.ErrnoException): AttemptOutcome {
  if (error.code === "address_blocked") {
    return { type: "failed", reason: "blocked", detail: "not sent: the name leads to an address that is not public" };
  }
  return { type: "failed", reason: "broken", detail: `no answer (${error.code ?? "unknown"})` };
}

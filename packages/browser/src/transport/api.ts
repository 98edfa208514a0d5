import type { SessionPass } from "../session/session-pass.ts";
import type { ApiReply } from "./api-reply.ts";
import { readReply } from "./api-reply.ts";
import { type OpenedStream, toOpenedStream } from "./opened-stream.ts";

export interface Api {
  /** Sends JSON with the session token; a token that is no longer good is renewed once. Never rejects. */
  post<Body>(path: string, body: () => unknown): Promise<ApiReply<Body>>;
  /** The same for answers that are streams. Nothing when there can be no session; rejects without a network. */
  open(path: string, request: StreamRequest): Promise<OpenedStream | undefined>;
}

export interface StreamRequest {
  readonly signal: AbortSignal;
  /** Sent as a POST when present. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiOptions {
  readonly host: string;
  readonly fetch: typeof fetch;
  pass(): Promise<SessionPass | undefined>;
  renew(staleToken: string): Promise<SessionPass | undefined>;
}

const ANSWER_WITHIN_MS = 15_000;
/** Browsers refuse `keepalive` bodies that add up to more than 64 KiB. */
const KEEPALIVE_LIMIT = 48_000;

export function createApi({ host, fetch, pass, renew }: ApiOptions): Api {
  async function authorised(send: (token: string) => Promise<Response>): Promise<Response | undefined> {
    const first = await pass();
    if (first === undefined) return undefined;
    const response = await send(first.token);
    if (response.status !== 401) return response;
    const next = await renew(first.token);
    return next === undefined ? response : send(next.token);
  }

  return {
    async post(path, body) {
      try {
        const response = await authorised((token) => {
          const text = JSON.stringify(body());
          return fetch(host + path, {
            method: "POST",
            headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
            body: text,
            keepalive: text.length < KEEPALIVE_LIMIT,
            credentials: "omit",
            signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
          });
        });
        if (response !== undefined) return await readReply(response, Date.now());
      } catch {
        // As unreachable as without a session.
      }
      return { type: "unreachable" };
    },
    async open(path, { signal, body, headers }) {
      const response = await authorised((token) =>
        fetch(host + path, {
          headers: {
            authorization: `Bearer ${token}`,
            accept: "text/event-stream",
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...headers,
          },
          method: body === undefined ? "GET" : "POST",
          body: JSON.stringify(body),
          cache: "no-store",
          credentials: "omit",
          signal,
        }),
      );
      return response && toOpenedStream(response, Date.now());
    },
  };
}

import { encodeRetry } from "@usher/core";
import type { MiddlewareHandler } from "hono";
import { STREAM_HEADERS } from "../streams/sink.ts";
import { bearer } from "./authorise.ts";
import type { HttpContext, HttpDependencies, HttpEnv } from "./dependencies.ts";
import { enforceLimit, isExempt, rateLimited } from "./enforce-limit.ts";
import { HttpProblem } from "./problem.ts";
import { stalledBody } from "./stalled-body.ts";

const MAX_HEADERS = 100;
const SECRET = /^[sr]k_/;
const STREAM = /^\/(v1\/nudges|stream\/[^/]+|bridge\/(rasa\/proactive|inkeep\/guidance)\/stream\/[^/]+)$/;
/** What says whether the server lives must answer when nothing else does. */
const ALWAYS_ANSWERED = /^\/(healthz|readyz|metrics|v1\/admin\/.*)$/;
/** Routes for backends, counted by their keys once these are proved; all others by address. */
const BY_KEY =
  /^\/(v1\/(admin|sessions)\/|users\/|sessions\/|retrieval$|mcp\/?$|products$|webhook\/|ingest\/|chatbot-webhook\/|bridge\/([^/]+\/webhook\/|dify\/))/;

/** An EventSource that is refused with an error status never comes back; told to wait, it does. */
const COME_BACK_MS = 15_000;

/** What is refused before anybody looks at who is asking. */
export function guardRequests(dependencies: HttpDependencies): MiddlewareHandler<HttpEnv> {
  const { limits, metrics, overload, keys } = dependencies;

  /** Throws HttpProblem `rate_limited`; returns what ends the stream's place. */
  function enterStream(context: HttpContext): () => void {
    if (isExempt(context, limits)) return () => {};
    enforceLimit(context, dependencies, "stream_connect_all", "");
    const address = context.get("client").address;
    if (address === undefined) return () => {};
    enforceLimit(context, dependencies, "stream_connect", address);
    const leave = limits.openStream(address);
    if (leave !== undefined) return leave;
    metrics.rateLimited("open_streams");
    throw rateLimited("stream_connect", COME_BACK_MS);
  }

  /** A backend's requests count against its key, from wherever it asks. */
  function countSecretKey(context: HttpContext): void {
    const text = bearer(context);
    if (text === undefined || !SECRET.test(text)) return;
    const found = keys.find(text);
    if (found.type !== "server") return;
    context.set("productId", found.key.productId);
    enforceLimit(context, dependencies, "secret_key", found.key.keyId);
  }

  function admit(context: HttpContext): void {
    countSecretKey(context);
    const { path, method } = context.req;
    const { address } = context.get("client");
    if (method === "GET" || method === "HEAD" || address === undefined || BY_KEY.test(path)) return;
    enforceLimit(context, dependencies, "address", address);
    if (path === "/v1/session") enforceLimit(context, dependencies, "session_start", address);
  }

  return async (context, next) => {
    const { path } = context.req;
    if ((context.env?.incoming?.rawHeaders.length ?? 0) > 2 * MAX_HEADERS) {
      throw new HttpProblem("too_many_headers", `Send at most ${MAX_HEADERS} headers.`);
    }
    const isStream = STREAM.test(path) && context.req.method === "GET";
    try {
      if (overload.isOverloaded() && !ALWAYS_ANSWERED.test(path)) {
        metrics.shed("event_loop");
        throw new HttpProblem("overloaded", "The server is overloaded; try again soon.", {
          headers: { "retry-after": String(overload.retryAfterS()) },
        });
      }
      if (isStream) releaseAtEnd(context, enterStream(context));
      else admit(context);
    } catch (error) {
      if (isStream && isEventSource(context)) {
        return new Response(encodeRetry(COME_BACK_MS), { headers: { ...context.get("cors"), ...STREAM_HEADERS } });
      }
      throw error;
    }
    const incoming = context.env?.incoming;
    if (incoming === undefined || !hasBody(context)) return next();
    const watch = stalledBody(incoming, dependencies.bodyIdleMs);
    try {
      await Promise.race([next(), watch.stalled]);
    } finally {
      watch.stop();
    }
  };
}

/** Only clients of our own can send a key in a header; what asks without one is the browser's own EventSource. */
function isEventSource(context: HttpContext): boolean {
  const { req } = context;
  return req.header("authorization") === undefined && (req.header("accept") ?? "").includes("text/event-stream");
}

function hasBody(context: HttpContext): boolean {
  const length = context.req.header("content-length");
  return (length !== undefined && length !== "0") || context.req.header("transfer-encoding") !== undefined;
}

function releaseAtEnd(context: HttpContext, release: () => void): void {
  const outgoing = context.env?.outgoing;
  if (outgoing === undefined) release();
  else outgoing.once("close", release);
}

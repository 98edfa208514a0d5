import { UsherError } from "@usher/core";
import {
  type ActionsPayload,
  actionsPayload,
  parseActionsPayload,
  type RecentActionsPayloadSource,
} from "@usher/core/documented";
import { checkCount, checkLimit } from "../check-limit.ts";
import { type Clock, systemClock } from "../clock.ts";
import type { Fetch } from "../fetch.ts";
import { withDeadline } from "../with-deadline.ts";

export interface ServerActionsSourceOptions {
  /** The server's address. */
  readonly url: string;
  /** The product's secret key, `sk_…`. */
  readonly secretKey: string;
  /** Actions asked for, the newest. Default 50. */
  readonly limit?: number;
  /** Default 5,000. */
  readonly timeoutMs?: number;
  readonly fetch?: Fetch;
  readonly clock?: Clock;
}

/**
 * A session's recent actions, fetched from the server: the history for low-level triggers without a stream of one's own.
 * An unknown session has none. Throws UsherError `source_refused` for a key that is not accepted, and
 * `source_unavailable` for everything that may pass.
 */
export function serverActionsSource(options: ServerActionsSourceOptions): RecentActionsPayloadSource {
  const { secretKey, fetch = (url, init) => globalThis.fetch(url, init), clock = systemClock } = options;
  const limit = checkCount("limit", options.limit ?? 50, 1);
  const timeoutMs = checkLimit("timeoutMs", options.timeoutMs ?? 5_000, 1);
  const base = options.url.replace(/\/+$/, "");
  if (!URL.canParse(base)) throw new UsherError("option_invalid", "url must be an address", { path: "url" });
  if (secretKey.trim() === "")
    throw new UsherError("option_invalid", "secretKey must not be empty", { path: "secretKey" });
  return {
    async loadPayloads(productId, sessionId) {
      const query = new URLSearchParams({ product_id: productId, limit: String(limit) });
      const address = `${base}/v1/sessions/${encodeURIComponent(sessionId)}/actions?${query}`;
      const headers = { accept: "application/json", authorization: `Bearer ${secretKey}` };
      const reply = await withDeadline(clock, timeoutMs, "fetching actions", async (signal) => {
        const response = await fetch(address, { headers, signal });
        return { status: response.status, text: await response.text() };
      }).catch((cause: unknown) => {
        throw new UsherError("source_unavailable", "the server did not answer", { cause });
      });
      if (reply.status === 404) return [];
      if (reply.status === 401 || reply.status === 403)
        throw new UsherError("source_refused", `the server answered ${reply.status}: check the secret key`);
      if (reply.status !== 200) throw new UsherError("source_unavailable", `the server answered ${reply.status}`);
      return toPayloads(reply.text, productId, sessionId);
    },
  };
}

/**
 * One payload for each action, sent when it happened: a trigger's look-back then counts by the action, not by
 * the moment of this request.
 */
function toPayloads(text: string, productId: string, sessionId: string): ActionsPayload[] {
  let whole: ActionsPayload;
  try {
    whole = parseActionsPayload(JSON.parse(text));
  } catch (cause) {
    throw new UsherError("source_unavailable", "the server's answer is not a list of actions", { cause });
  }
  const { sessionId: answered, actions } = whole;
  if (answered !== null && answered !== sessionId)
    throw new UsherError("source_unavailable", "the server answered for another session");
  return actions.map((action) =>
    actionsPayload({
      ...whole,
      productId,
      sessionId,
      actions: [action],
      forwardedAtS: action.timestampEndS || action.timestampStartS || whole.forwardedAtS,
    }),
  );
}

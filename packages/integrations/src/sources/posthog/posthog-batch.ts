import { type EpochMs, parseTimestamp } from "@usher/core";
import { firstText, isObject, type JsonObject, objectOf } from "../body/json-values.ts";
import type { SourceRequest } from "../source/source.ts";

/** The events of one request, with what their envelope says about all of them. */
export interface PosthogBatch {
  readonly events: readonly unknown[];
  readonly key: string | undefined;
  readonly sentAt: EpochMs | undefined;
}

/**
 * One event, a list of them, or `{ api_key, batch }`, as they come from posthog-js of all ages, posthog-node and the
 * HTTP API; undefined when it is none of these.
 */
export function openPosthogBatch(body: unknown, { query }: SourceRequest): PosthogBatch | undefined {
  // `_` is the client's clock in old clients; nobody else fills it.
  const queried = parseTimestamp(query.sent_at ?? query._);
  if (Array.isArray(body)) return { events: body, key: query.api_key ?? query.token, sentAt: queried };
  if (!isObject(body)) return undefined;
  const list = Array.isArray(body.batch) ? body.batch : undefined;
  if (list === undefined && !isEvent(body)) return undefined;
  return {
    events: list ?? [body],
    key: firstText(body.api_key, body.token, query.api_key, query.token),
    sentAt: parseTimestamp(body.sent_at) ?? queried,
  };
}

/** The project key an event itself names. */
export function posthogKey(event: JsonObject): string | undefined {
  return firstText(event.api_key, event.token, objectOf(event.properties).token, event.$token);
}

function isEvent(body: JsonObject): boolean {
  // `/engage/` describes people without naming an event.
  return typeof body.event === "string" || body.$distinct_id !== undefined;
}

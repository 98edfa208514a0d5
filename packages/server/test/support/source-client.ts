import { gzipSync } from "node:zlib";
import { KEY, ORIGIN } from "./sample-config.ts";

export interface SourceAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** Posts a body as a vendor's client on a page of the product would. */
export async function postFromPage(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = { origin: ORIGIN },
): Promise<SourceAnswer> {
  const text = typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
  const response = await fetch(url, { method: "POST", body: text as BodyInit, headers: { ...headers } });
  const read = await response.text();
  return { status: response.status, body: read === "" ? {} : JSON.parse(read), headers: response.headers };
}

let nextId = 0;

/** An event as posthog-js sends it. */
export function posthogEvent(
  event: string,
  properties: Readonly<Record<string, unknown>> = {},
): { readonly uuid: string; readonly event: string; readonly properties: Record<string, unknown>; timestamp: string } {
  nextId += 1;
  return {
    uuid: `event-${nextId}`,
    event,
    timestamp: new Date().toISOString(),
    properties: {
      token: KEY,
      distinct_id: "device-1",
      $device_id: "device-1",
      $is_identified: false,
      $session_id: "ph-session-1",
      $lib: "web",
      $current_url: `${ORIGIN}/projects/17`,
      ...properties,
    },
  };
}

export function clickOn(label: string, properties: Readonly<Record<string, unknown>> = {}) {
  const $elements = [{ tag_name: "button", $el_text: label }];
  return posthogEvent("$autocapture", { $event_type: "click", $elements, ...properties });
}

export function batchOf(...batch: readonly unknown[]): Uint8Array {
  return gzipSync(JSON.stringify({ api_key: KEY, batch, sent_at: new Date().toISOString() }));
}

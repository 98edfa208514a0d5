import type { SourceRequest } from "../src/sources/index.ts";

/** When every request of the tests arrives. */
export const RECEIVED_AT = 1_795_178_200_000;

/** A request; a body that is neither text nor bytes is sent as JSON. */
export function aRequest(body: unknown, over: Partial<Omit<SourceRequest, "body">> = {}): SourceRequest {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  return { path: "/", query: {}, headers: {}, receivedAt: RECEIVED_AT, ...over, body: bytes };
}

/// <reference types="node" preserve="true" />
import type { IncomingMessage } from "node:http";
import { UsherError } from "@usher/core";

/** A Node request, to which a framework may have added the body. */
export type NodeRequest = IncomingMessage & { readonly body?: unknown; readonly rawBody?: unknown };

/**
 * The bytes of a request as they were sent; null when there are more than `maxBytes`. A body that a framework has read
 * already counts only as bytes: a parsed one, written out again, would have another signature. Throws UsherError
 * `raw_body_consumed` then, with the fix.
 */
export async function readRawBody(request: NodeRequest, maxBytes: number): Promise<Uint8Array | null> {
  const kept = [request.rawBody, request.body].find((body) => body instanceof Uint8Array);
  if (kept instanceof Uint8Array) return kept.length > maxBytes ? null : kept;
  if (request.readableDidRead)
    throw new UsherError(
      "raw_body_consumed",
      "the body was parsed before the webhook saw its bytes: mount the webhook before any body parser, or keep the bytes",
    );
  // Not destroyed: its socket still has to carry the answer.
  return collect(request.iterator({ destroyOnReturn: false }), maxBytes);
}

/** The same for a web-standard request. */
export async function readFetchBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (request.bodyUsed) throw new UsherError("raw_body_consumed", "the body was read before the webhook saw its bytes");
  return request.body ? collect(request.body.values({ preventCancel: true }), maxBytes) : new Uint8Array();
}

async function collect(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) return null;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

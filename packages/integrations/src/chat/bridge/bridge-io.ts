import type { EpochMs } from "@usher/core";
import type { PageDelivery } from "./page-delivery.ts";

/** A request to a vendor, ready to be sent. */
export interface BridgeHttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The platform gives up after this. */
  readonly timeoutMs: number;
}

export interface BridgeHttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The whole body; the platform cuts it at a limit of its own. */
  readonly text: string;
}

/** What a platform lends for reading: this package has no cryptography of its own. */
export interface BridgeTools {
  now(): EpochMs;
  hmac(algorithm: "sha1" | "sha256", key: string | Uint8Array, message: Uint8Array): Uint8Array;
  /** UTF-8 to text; undefined when the bytes are not UTF-8. */
  decodeText(bytes: Uint8Array): string | undefined;
  encodeText(text: string): Uint8Array;
}

/** What a platform lends for sending. */
export interface BridgeIo extends BridgeTools {
  /** Sends without following redirects; rejects when there is no answer in time. */
  fetch(request: BridgeHttpRequest): Promise<BridgeHttpResponse>;
  /** Hands a message to the session's open page; false when no page took it. Absent: this platform reaches no pages. */
  toPage?(sessionId: string, delivery: PageDelivery): Promise<boolean>;
}

import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { SourceTools } from "../src/sources/index.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What a server on Node lends to sources. */
export const nodeTools: SourceTools = {
  inflate(bytes, maxBytes) {
    try {
      return { ok: true, bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }) };
    } catch (error) {
      return { ok: false, reason: error instanceof RangeError ? "too_large" : "invalid" };
    }
  },
  decodeText(bytes) {
    try {
      return utf8.decode(bytes);
    } catch {
      return undefined;
    }
  },
  hmac: (algorithm, secret, message) => createHmac(algorithm, secret).update(message).digest(),
};

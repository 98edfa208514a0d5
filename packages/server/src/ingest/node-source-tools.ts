import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { SourceTools } from "@usher/integrations/sources";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** What Node lends to sources. Inflating stops at the limit: a bomb never exists in memory. */
export const nodeSourceTools: SourceTools = {
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

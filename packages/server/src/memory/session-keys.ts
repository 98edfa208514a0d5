import type { SessionKey } from "../ports/memory-store.ts";

/** One text for a session. No product id holds a NUL, so that it is read again as it was. */
export function sessionKeyText({ productId, sessionId }: SessionKey): string {
  return `${productId}\0${sessionId}`;
}

export function parseSessionKey(text: string): SessionKey {
  const end = text.indexOf("\0");
  return { productId: text.slice(0, end), sessionId: text.slice(end + 1) };
}

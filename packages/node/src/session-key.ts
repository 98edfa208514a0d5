/** Names one session of one product. No id can be chosen so that two pairs share a key. */
export function sessionKey(productId: string, sessionId: string): string {
  return JSON.stringify([productId, sessionId]);
}

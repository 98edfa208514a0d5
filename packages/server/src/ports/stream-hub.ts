import type { StoredFrame } from "./store.ts";

/** Who listens to which session, in this process. */
export interface StreamHub {
  isListening(productId: string, sessionId: string): boolean;
  publish(productId: string, sessionId: string, frames: readonly StoredFrame[]): void;
}

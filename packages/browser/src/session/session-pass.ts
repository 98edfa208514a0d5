import type { IdentityLevel } from "@usher/core";

/** What the page needs to speak for its session. In memory only. */
export interface SessionPass {
  readonly token: string;
  readonly sessionId: string;
  readonly level: IdentityLevel;
  readonly heartbeatMs: number;
  /** Whether a trigger of the product needs what only the detectors of struggle see. */
  readonly detectors: boolean;
  /** From this moment on (this page's clock, epoch milliseconds) it is renewed before use. */
  readonly renewAt: number;
  /** From this moment on the server refuses it. */
  readonly expiresAt: number;
}

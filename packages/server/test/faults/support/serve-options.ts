import type { GatePolicy } from "@usher/core";

/** What a server process of these tests is started with: its only argument, as JSON. */
export interface ServeOptions {
  readonly dir: string;
  /** Default 0: a free one. */
  readonly port?: number;
  readonly policy?: Partial<GatePolicy>;
  /** An endpoint that the stream of the product `projects` is pushed to. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly flaw?: Flaw;
}

/**
 * Ways of being wrong on purpose. A check that a flawed server passes proves nothing about the real one.
 * `early-acknowledgement`: answers before the write is made. `no-flush`: commits without flushing to the disk.
 */
export type Flaw = "early-acknowledgement" | "no-flush";

/** The one line a server process prints: where it listens, or why it does not. */
export type ServeReport =
  | { readonly url: string; readonly pid: number }
  | { readonly name: string; readonly code: string; readonly message: string };

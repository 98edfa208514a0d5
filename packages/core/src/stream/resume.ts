import type { StreamPosition } from "./position.ts";

/**
 * How to continue a stream. `replay`: send what lies after the offset. `reset`: the position belongs to another history
 * or its successors are gone; the client must take the live state instead.
 */
export type Resume = { readonly type: "replay"; readonly after: number } | { readonly type: "reset" };

export interface StreamHead {
  readonly epoch: string;
  /** Offset of the last frame; 0 when there was none. */
  readonly offset: number;
  /** Offset of the oldest frame still kept; null when none is. */
  readonly oldest: number | null;
}

export function resumeFrom(position: StreamPosition | undefined, head: StreamHead): Resume {
  if (position === undefined || position.epoch !== head.epoch || position.offset > head.offset)
    return { type: "reset" };
  const missing = head.offset - position.offset;
  if (missing > 0 && (head.oldest === null || head.oldest > position.offset + 1)) return { type: "reset" };
  return { type: "replay", after: position.offset };
}

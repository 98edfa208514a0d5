import { UsherError } from "@usher/core";
import type { Clock } from "../ports/clock.ts";
import type { ConsumerRecord, StreamLog } from "../ports/stream-log.ts";

/** How long a reader that shows no sign of life keeps its name. */
export const LEASE_MS = 30_000;

/** Named readers whose position the server keeps: one at a time reads under a name, and older ones are told apart. */
export interface Consumers {
  /**
   * Takes the name for a new reader, with the next fence. `busy` while another reader's lease runs, unless `takeover`
   * or `fence` (the one that reader itself was given: it is the same one, come back).
   */
  claim(claim: Claim): Promise<Claimed>;
  /** The reader lives. `lost`: another one has taken the name. */
  renew(productId: string, name: string, fence: number): Promise<"kept" | "lost">;
  /** The reader is gone: the next one need not wait. */
  release(productId: string, name: string, fence: number): Promise<void>;
  /**
   * Everything up to the position is done. Never moves back. Without `fence`, whoever reads now is meant. `unknown`: there
   * is no such consumer; `fenced`: a later reader has the name.
   */
  acknowledge(acknowledgement: Acknowledgement): Promise<Acknowledged>;
}

export interface Claim {
  readonly productId: string;
  readonly name: string;
  readonly takeover: boolean;
  readonly fence: number | undefined;
  /** Where a name that was never used begins. */
  readonly firstPosition: () => Promise<number>;
}

export type Claimed =
  | { readonly type: "claimed"; readonly consumer: ConsumerRecord; readonly isSameReader: boolean }
  | { readonly type: "busy"; readonly leaseUntil: number };

export interface Acknowledgement {
  readonly productId: string;
  readonly name: string;
  readonly position: number;
  readonly fence: number | undefined;
}

export type Acknowledged =
  | { readonly type: "acknowledged"; readonly consumer: ConsumerRecord }
  | { readonly type: "unknown" }
  | { readonly type: "fenced"; readonly fence: number };

type Log = Pick<StreamLog, "findConsumer" | "saveConsumer">;

const MAX_ATTEMPTS = 8;

export function createConsumers({ log, clock }: { readonly log: Log; readonly clock: Clock }): Consumers {
  /** Writes what `change` makes of the record, again when somebody else wrote meanwhile; null leaves it as it is. */
  async function update(
    productId: string,
    name: string,
    change: (
      found: ConsumerRecord | undefined,
    ) => Promise<Omit<ConsumerRecord, "version"> | null> | Omit<ConsumerRecord, "version"> | null,
  ): Promise<ConsumerRecord | undefined> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const found = await log.findConsumer(productId, name);
      const changed = await change(found);
      if (changed === null) return found;
      const next = { ...changed, version: (found?.version ?? 0) + 1 };
      if ((await log.saveConsumer(next)) === "saved") return next;
    }
    throw new UsherError("store_contention", "The consumer changes faster than it can be saved; try again.");
  }

  return {
    async claim({ productId, name, takeover, fence, firstPosition }) {
      let isSameReader = false;
      let busyUntil: number | undefined;
      const consumer = await update(productId, name, async (found) => {
        const now = clock.now();
        isSameReader = found !== undefined && fence === found.fence;
        const isFree = found === undefined || found.leaseUntil <= now || takeover || isSameReader;
        busyUntil = isFree ? undefined : found.leaseUntil;
        if (!isFree) return null;
        const acknowledged = found?.acknowledged ?? (await firstPosition());
        return { productId, name, acknowledged, fence: (found?.fence ?? 0) + 1, leaseUntil: now + LEASE_MS };
      });
      if (busyUntil !== undefined || consumer === undefined) return { type: "busy", leaseUntil: busyUntil ?? 0 };
      return { type: "claimed", consumer, isSameReader };
    },

    async renew(productId, name, fence) {
      const consumer = await update(productId, name, (found) =>
        found?.fence === fence ? { ...found, leaseUntil: clock.now() + LEASE_MS } : null,
      );
      return consumer?.fence === fence ? "kept" : "lost";
    },

    async release(productId, name, fence) {
      await update(productId, name, (found) => (found?.fence === fence ? { ...found, leaseUntil: clock.now() } : null));
    },

    async acknowledge({ productId, name, position, fence }) {
      const consumer = await update(productId, name, (found) =>
        found === undefined || position <= found.acknowledged || (fence !== undefined && fence !== found.fence)
          ? null
          : { ...found, acknowledged: position },
      );
      if (consumer === undefined) return { type: "unknown" };
      if (fence !== undefined && fence !== consumer.fence) return { type: "fenced", fence: consumer.fence };
      return { type: "acknowledged", consumer };
    },
  };
}

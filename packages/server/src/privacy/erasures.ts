import { createMailboxes } from "../engine/mailbox.ts";
import type { SessionEngine } from "../engine/session-engine.ts";
import type { People } from "../ingest/people.ts";
import type { Logger } from "../observe/logger.ts";
import type { Erasure } from "../ports/activity-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { Hub } from "../streams/hub.ts";

/** Forgets users: in the store, in memory, and in the streams that are open. */
export interface Erasures {
  erase(productId: string, userId: string): Promise<Erasure>;
}

interface Dependencies {
  readonly store: Pick<Store, "activity">;
  readonly engine: Pick<SessionEngine, "evict">;
  readonly people: Pick<People, "forget">;
  readonly hub: Pick<Hub, "endOlder">;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createErasures({ store, engine, people, hub, clock, log }: Dependencies): Erasures {
  // Each reads the whole database at its end: two at once would only be slower.
  const mailboxes = createMailboxes();

  return {
    erase: (productId, userId) =>
      mailboxes.run("erase", async () => {
        const erasure = await store.activity.eraseUser(productId, userId, clock.now());
        const { rows, scrubbed, sessionIds, subjects } = erasure;
        people.forget();
        engine.evict(productId, sessionIds, subjects);
        for (const sessionId of sessionIds) hub.endOlder(productId, sessionId, Number.POSITIVE_INFINITY);
        // Who it was is what was asked to be forgotten.
        log.info({ productId, sessions: sessionIds.length, rows, scrubbed }, "user erased");
        return erasure;
      }),
  };
}

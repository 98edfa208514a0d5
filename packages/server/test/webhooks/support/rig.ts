import { randomBytes } from "node:crypto";
import { createSealer } from "../../../src/adapters/sealer.ts";
import { openEmbeddedStore } from "../../../src/adapters/sql/open-embedded.ts";
import { silentLogger } from "../../../src/observe/logger.ts";
import { createMetrics, type Metrics } from "../../../src/observe/metrics.ts";
import type { Store } from "../../../src/ports/store.ts";
import type { DeliveryRecord } from "../../../src/ports/webhook-store.ts";
import { createWebhooks, type Webhooks, type WebhooksOptions } from "../../../src/webhooks/webhooks.ts";
import { createManualClock, type ManualClock } from "../../support/manual-clock.ts";

export const PRODUCT = "acme";
export const START: number = Date.UTC(2026, 10, 21, 10);

/** Webhooks over a real store and real HTTP, with time that moves only when told to. */
export interface Rig {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly metrics: Metrics;
  readonly webhooks: Webhooks;
  /** Appends to the stream and says so. */
  tell(sessionId: string, text?: string): Promise<number>;
  /** Moves to the moment at which the endpoint's next delivery is due; false when none waits. */
  toNext(endpointId: string): Promise<boolean>;
  deliveries(status?: DeliveryRecord["status"]): Promise<readonly DeliveryRecord[]>;
  /** The same store and clock after the process was replaced. */
  restart(): Promise<Rig>;
  close(): Promise<void>;
}

export async function openRig(options: Partial<WebhooksOptions> = {}): Promise<Rig> {
  const store = await openEmbeddedStore({ memory: true });
  const sealer = createSealer([randomBytes(32).toString("base64url")]);
  return startRig(store, createManualClock(START), { sealer, random: seeded(7), ...options });
}

async function startRig(store: Store, clock: ManualClock, options: Partial<WebhooksOptions>): Promise<Rig> {
  const metrics = createMetrics();
  let count = 0;
  const webhooks = createWebhooks({
    store,
    clock,
    metrics,
    sealer: createSealer([randomBytes(32).toString("base64url")]),
    log: silentLogger,
    createId: (prefix) => `${prefix}_${randomBytes(8).toString("hex")}`,
    allow: [],
    declared: [],
    productSecrets: () => [],
    ...options,
  });
  /** Attempts that hang are given up once the time to drain is over. */
  async function stop(): Promise<void> {
    const stopping = webhooks.stop();
    await clock.advance(5_000);
    await stopping;
  }
  await webhooks.start();
  await webhooks.idle();
  return {
    store,
    clock,
    metrics,
    webhooks,
    async tell(sessionId, text = `told ${++count}`) {
      const summary = { productId: PRODUCT, sessionId, at: clock.now(), summary: text, replaces: 1 };
      const { position } = await store.stream.appendSummary(summary);
      webhooks.onEntry(PRODUCT);
      return position;
    },
    async toNext(endpointId) {
      const next = await store.webhooks.nextDueAt(PRODUCT, endpointId, clock.now());
      if (next === null) return false;
      await clock.advance(next - clock.now());
      await webhooks.idle();
      return true;
    },
    deliveries: (status) =>
      store.webhooks.listDeliveries(PRODUCT, { limit: 1_000, ...(status === undefined ? {} : { status }) }),
    async restart() {
      await stop();
      return startRig(store, clock, options);
    },
    async close() {
      await stop();
      await store.close();
    },
  };
}

/** Numbers from 0 to 1 that are the same in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

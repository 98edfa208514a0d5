import { type BacktestReport, createBacktest, type EngineRules, type EpochMs } from "@usher/core";
import type { SessionListing } from "../ports/store.ts";
import { LEDGER_LIMIT, type StoredSessions } from "./stored-sessions.ts";

export interface BacktestStoredOptions {
  readonly productId: string;
  readonly rules: EngineRules;
  /** Rules to compare with; what really happened when left out. */
  readonly against?: EngineRules;
  /** Only sessions active at or after this moment. */
  readonly since?: EpochMs;
  /** Called now and then with the number of sessions so far. */
  readonly onProgress?: (sessions: number) => void;
}

/** Sessions listed at a time; each is read, played and forgotten before the next. */
const PAGE = 500;

/** Plays rules over the stored sessions of a product. Sessions whose recording is no longer kept are left out. */
export async function backtestStored(
  store: StoredSessions,
  { productId, rules, against, since, onProgress }: BacktestStoredOptions,
): Promise<BacktestReport> {
  const running = createBacktest({ rules, ...(against === undefined ? {} : { against }) });
  let after: SessionListing | undefined;
  let count = 0;
  for (;;) {
    const page = await store.listSessions(productId, {
      limit: PAGE,
      ...(since === undefined ? {} : { since }),
      ...(after === undefined ? {} : { after }),
    });
    for (const { sessionId } of page) {
      const recording = await store.recordedSession(productId, sessionId);
      if (recording === undefined) continue;
      running.add({ recording, ledger: await store.ledger(productId, sessionId, LEDGER_LIMIT) });
      count++;
    }
    onProgress?.(count);
    after = page.at(-1);
    if (page.length < PAGE) return running.report();
  }
}

import {
  type Action,
  type BacktestReport,
  compileRules,
  createBacktest,
  type EngineRules,
  type EpochMs,
  type MinedPath,
  type MineOptions,
  type MiningReport,
  minePaths,
  triggersFromPath,
} from "@usher/core";
import { LEDGER_LIMIT, type StoredSessions } from "../explain/stored-sessions.ts";
import type { SessionListing } from "../ports/store.ts";

export interface MineStoredOptions extends MineOptions {
  readonly productId: string;
  /** Only sessions active at or after this moment. */
  readonly since?: EpochMs;
  /** The product's policy: what the candidates would have been held by. */
  readonly policy?: Partial<EngineRules["policy"]>;
  /** Paths of which the backtest is made, the most followed first. Default 10; 0 for none. */
  readonly backtests?: number;
  /** Sessions that are looked at, the first ones. Default 20,000: they are held in memory. */
  readonly maxSessions?: number;
  /** Told now and then while it goes on: every 500 sessions that were read, and before each backtest. */
  readonly onProgress?: (progress: MiningProgress) => void;
}

/** How far the mining of stored sessions is. */
export type MiningProgress =
  | { readonly stage: "reading"; readonly sessions: number }
  | { readonly stage: "backtest"; readonly path: string; readonly number: number; readonly of: number };

/** A mined path with what its triggers would have done in the sessions it was mined from. */
export interface MinedStoredPath extends MinedPath {
  /** Null where there is none: too many paths, or no trigger. */
  readonly backtest: BacktestReport["draft"] | null;
}

export interface StoredMiningReport extends Omit<MiningReport, "paths"> {
  readonly paths: readonly MinedStoredPath[];
  /** Whether there were more sessions than were looked at. */
  readonly truncated: boolean;
}

const PAGE = 500;
const MAX_SESSIONS = 20_000;

/** Proposes paths from a product's stored sessions. Nothing is written. */
export async function mineStored(store: StoredSessions, options: MineStoredOptions): Promise<StoredMiningReport> {
  const { productId, since, policy, backtests = 10, maxSessions = MAX_SESSIONS, onProgress, ...mining } = options;
  const sessions: { readonly sessionId: string; readonly actions: readonly Action[] }[] = [];
  let truncated = false;
  for await (const sessionId of sessionIds(store, productId, since)) {
    if (sessions.length === maxSessions) {
      truncated = true;
      break;
    }
    const recording = await store.recordedSession(productId, sessionId);
    const actions = recording?.steps.flatMap(({ input }) => (input.type === "actions" ? input.actions : [])) ?? [];
    if (actions.length === 0) continue;
    sessions.push({ sessionId, actions: inOrder(actions) });
    if (sessions.length % PAGE === 0) onProgress?.({ stage: "reading", sessions: sessions.length });
  }
  const report = minePaths(
    sessions.map(({ actions }) => actions),
    mining,
  );
  const paths: MinedStoredPath[] = [];
  for (const [position, mined] of report.paths.entries()) {
    const isTested = position < backtests && mined.triggers.length > 0;
    const of = Math.min(backtests, report.paths.length);
    if (isTested) onProgress?.({ stage: "backtest", path: mined.path.id, number: position + 1, of });
    paths.push({ ...mined, backtest: isTested ? await backtest(mined) : null });
  }
  return { ...report, paths, truncated };

  async function backtest({ path, triggers }: MinedPath): Promise<BacktestReport["draft"]> {
    const kinds = [...new Set(triggers.map(({ trigger }) => trigger))];
    const rules = compileRules(triggersFromPath(path, { triggers: kinds }), policy, [path]);
    const running = createBacktest({ rules });
    for (const { sessionId } of sessions) {
      const recording = await store.recordedSession(productId, sessionId);
      if (recording === undefined) continue;
      running.add({ recording, ledger: await store.ledger(productId, sessionId, LEDGER_LIMIT) });
    }
    return running.report().draft;
  }
}

async function* sessionIds(store: StoredSessions, productId: string, since: EpochMs | undefined) {
  let after: SessionListing | undefined;
  for (;;) {
    const page = await store.listSessions(productId, {
      limit: PAGE,
      ...(since === undefined ? {} : { since }),
      ...(after === undefined ? {} : { after }),
    });
    for (const { sessionId } of page) yield sessionId;
    after = page.at(-1);
    if (page.length < PAGE) return;
  }
}

function inOrder(actions: readonly Action[]): readonly Action[] {
  const byId = new Map(actions.map((action) => [action.id, action]));
  return [...byId.values()].sort((left, right) => left.at - right.at || (left.id < right.id ? -1 : 1));
}

import { setTimeout as pause } from "node:timers/promises";
import { DAY_MS, type EpochMs, HOUR_MS } from "@usher/core";
import type { Logger } from "../observe/logger.ts";
import type { SessionPruning } from "../ports/activity-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { Store } from "../ports/store.ts";
import type { RetentionSettings } from "./retention-settings.ts";

/** Deletes what is older than it may be: when it starts, and every hour. */
export interface Retention {
  /** Deletes now, or joins the run that is under way. Failures are logged; the next run tries again. */
  run(): Promise<void>;
  /** Resolves when the run that was under way has ended, or after a while: what is left is deleted another time. */
  stop(): Promise<void>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: RetentionSettings;
  readonly sessions?: SessionPruning;
  /** Entries of the stream from then on are still needed. */
  readonly streamNeededSince?: () => EpochMs | undefined;
}

const EVERY_MS: number = HOUR_MS;
const STOP_WITHIN_MS = 2_000;
/** Kept of each product's stream at most, however young. */
const STREAM_ENTRIES = 100_000;

export function startRetention({
  store,
  clock,
  log,
  settings,
  sessions = {},
  streamNeededSince,
}: Dependencies): Retention {
  let running: Promise<void> | undefined;
  let stopped = false;

  /** One after the other: together they would hold the database longer at a time. */
  async function prune(now: EpochMs): Promise<void> {
    const daysAgo = (days: number): EpochMs => now - days * DAY_MS;
    const hoursAgo = (hours: number): EpochMs => now - hours * HOUR_MS;
    const { activity, stream, webhooks } = store;
    const parts: Readonly<Record<string, () => Promise<number>>> = {
      frames: () => store.pruneFrames(hoursAgo(settings.framesHours)),
      stream: () =>
        stream.pruneStream(Math.min(hoursAgo(settings.streamHours), streamNeededSince?.() ?? now), STREAM_ENTRIES),
      delivered: () => webhooks.pruneDeliveries(daysAgo(settings.deliveriesDays), "delivered"),
      deadDeliveries: () => webhooks.pruneDeliveries(daysAgo(settings.deadDeliveriesDays), "dead"),
      // What is tried changes within three days; what has not changed for longer waits for a disabled endpoint.
      waitingDeliveries: () => webhooks.pruneDeliveries(daysAgo(Math.max(7, settings.deadDeliveriesDays)), "pending"),
      quarantined: () => activity.pruneQuarantine(daysAgo(settings.quarantineDays)),
      recordings: () => store.pruneRecordings(daysAgo(settings.recordingsDays)),
      ledger: () => store.pruneLedger(daysAgo(settings.recordingsDays)),
      // Otherwise conversations go with their sessions.
      ...(settings.chatDays < settings.actionsDays
        ? { chat: () => activity.pruneChat(daysAgo(settings.chatDays)) }
        : {}),
      sessions: () => activity.pruneSessions(daysAgo(settings.actionsDays), sessions),
      outcomes: () => activity.pruneOutcomes(daysAgo(settings.offersDays)),
      visitors: () => activity.pruneVisitors(daysAgo(settings.visitorsDays)),
    };
    const pruned: Record<string, number> = {};
    for (const [name, pruneOne] of Object.entries(parts)) {
      if (stopped) break;
      try {
        const count = await pruneOne();
        if (count > 0) pruned[name] = count;
      } catch (error) {
        if (stopped) return;
        log.error({ part: name, error: String(error) }, "pruning failed");
      }
    }
    if (Object.keys(pruned).length > 0) log.info(pruned, "pruned");
  }

  function run(): Promise<void> {
    running ??= prune(clock.now()).finally(() => {
      running = undefined;
    });
    return running;
  }

  const stopTimer = clock.every(EVERY_MS, () => void run());
  void run();
  return {
    run,
    async stop() {
      stopped = true;
      stopTimer();
      await Promise.race([running, pause(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

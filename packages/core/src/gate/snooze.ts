import { type EpochMs, SECOND_MS } from "../ids.ts";
import { type Attention, NEVER } from "./attention.ts";
import { endOfDay } from "./local-zone.ts";
import type { GatePolicy } from "./policy.ts";

/** What the person wants to be left alone by: everything for a while, this one tip for good, or everything for good. */
export type SnoozeScope = "hour" | "today" | "tip" | "everything";

/** The person said "not now". It lasts as long as they said, and a shorter wish never cuts a longer one short. */
export function snooze(
  attention: Attention,
  scope: SnoozeScope,
  triggerId: string,
  policy: GatePolicy,
  now: EpochMs,
): Attention {
  if (scope === "tip") {
    if (attention.muted.includes(triggerId)) return attention;
    return { ...attention, muted: [...attention.muted, triggerId] };
  }
  const until = { hour: now + policy.snoozeS * SECOND_MS, today: endOfDay(attention.zone, now), everything: NEVER };
  return { ...attention, snoozedUntil: Math.max(attention.snoozedUntil ?? 0, until[scope]) };
}

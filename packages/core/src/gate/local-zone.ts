import { DAY_MS, type EpochMs, MINUTE_MS } from "../ids.ts";

/**
 * The clock on the user's wall, as data: core cannot ask which zone has which offset, so whoever can says so, together
 * with the next change of the clocks. Past that change the later offset holds, so a night in which summer time ends is
 * as long as it really is.
 */
export interface LocalZone {
  /** IANA name, e.g. `Europe/Berlin`; null when only the offset is known. */
  readonly name: string | null;
  /** Minutes ahead of UTC: 120 for Berlin in summer, -300 for New York in winter. */
  readonly offsetMin: number;
  readonly next: { readonly at: EpochMs; readonly offsetMin: number } | null;
}

/** Minutes since local midnight. Without a zone, UTC. */
export function minuteOfDay(zone: LocalZone | null, at: EpochMs): number {
  return Math.floor(sinceMidnight(zone, at) / MINUTE_MS);
}

/** The first moment after `at` at which the clock on the wall shows that minute of the day. */
export function nextTimeOfDay(zone: LocalZone | null, minute: number, at: EpochMs): EpochMs {
  const ahead = minute * MINUTE_MS - sinceMidnight(zone, at);
  const guess = at + (ahead > 0 ? ahead : ahead + DAY_MS);
  // The clocks may change on the way: then the wall shows that minute earlier or later than the day is long.
  const change = offsetMs(zone, guess) - offsetMs(zone, at);
  return Math.max(at + 1, guess - change);
}

/** Local midnight: when "today" is over. */
export function endOfDay(zone: LocalZone | null, at: EpochMs): EpochMs {
  return nextTimeOfDay(zone, 0, at);
}

function sinceMidnight(zone: LocalZone | null, at: EpochMs): number {
  return (((at + offsetMs(zone, at)) % DAY_MS) + DAY_MS) % DAY_MS;
}

function offsetMs(zone: LocalZone | null, at: EpochMs): number {
  if (zone === null) return 0;
  const offsetMin = zone.next !== null && at >= zone.next.at ? zone.next.offsetMin : zone.offsetMin;
  return offsetMin * MINUTE_MS;
}

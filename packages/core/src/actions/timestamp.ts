import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "../ids.ts";

/** 2000-01-01T00:00:00Z: nothing that is reported happened before. */
export const EARLIEST_EVENT_MS: EpochMs = 946_684_800_000;
/** 2100-01-01T00:00:00Z: nothing that is reported happens from then on. */
export const LATEST_EVENT_MS: EpochMs = 4_102_444_800_000;
/**
 * What a number counts: seconds, milliseconds, microseconds or nanoseconds, as milliseconds. Between those two moments the
 * numbers of one unit are far from those of the next, so that a number has one meaning or none.
 */
const UNITS_MS: readonly number[] = [SECOND_MS, 1, 1e-3, 1e-6];
/** A client's clock that is off by more than this is not believed at all. */
const MAX_SKEW_MS = DAY_MS;
/** 9999-12-31T23:59:59.999Z; anything later is not a time at which a user did something. */
const LARGEST_MS = 253_402_300_799_999;

const NUMERIC = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Every form in which clients send a moment, as epoch milliseconds: epoch seconds, milliseconds, microseconds or
 * nanoseconds from 2000 up to 2100 as a number or a numeric string, ISO-8601 with or without a zone (without means UTC),
 * or anything with `getTime()`. Returns undefined for what is missing or is not a time. (spec: the same event reaches us as "1779188762.919" from
 * one source and "2026-05-19T11:07:19.847Z" from another.)
 */
export function parseTimestamp(value: unknown): EpochMs | undefined {
  if (typeof value === "number") return fromNumber(value);
  if (typeof value === "string") {
    const text = value.trim();
    return NUMERIC.test(text) ? fromNumber(Number(text)) : fromIso(text);
  }
  if (typeof value === "object" && value !== null && "getTime" in value && typeof value.getTime === "function") {
    const time: unknown = value.getTime();
    return typeof time === "number" ? inRange(time) : undefined;
  }
  return undefined;
}

/** Whether what a client says of an event's time can be one; saying nothing can. */
export function isEventTime(value: unknown): boolean {
  return value === undefined || value === null || value === "" || parseEventTime(value) !== undefined;
}

/** As `parseTimestamp`, for what was done: ISO-8601, too, from 2000 up to 2100 only. */
export function parseEventTime(value: unknown): EpochMs | undefined {
  const at = parseTimestamp(value);
  return at !== undefined && at >= EARLIEST_EVENT_MS && at < LATEST_EVENT_MS ? at : undefined;
}

/** Whether a client's clock, by what it said when it sent, is so wrong that no moment it names counts. */
export function isClockWrong(sentAt: EpochMs | undefined, receivedAt: EpochMs): boolean {
  return sentAt !== undefined && Math.abs(receivedAt - sentAt) > MAX_SKEW_MS;
}

function fromNumber(value: number): EpochMs | undefined {
  for (const unit of UNITS_MS) {
    const ms = value * unit;
    if (ms >= EARLIEST_EVENT_MS && ms < LATEST_EVENT_MS) return Math.round(ms);
  }
  return undefined;
}

function inRange(ms: number): EpochMs | undefined {
  return Number.isFinite(ms) && ms > 0 && ms <= LARGEST_MS ? Math.round(ms) : undefined;
}

function fromIso(text: string): EpochMs | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = Number(`0.${match[7] ?? "0"}`) * SECOND_MS;
  const time = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS + fraction;
  return inRange(daysSinceEpoch(year, month, day) * DAY_MS + time - zoneOffsetMs(match[8]));
}

function zoneOffsetMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === "Z") return 0;
  const digits = zone.slice(1).replace(":", "");
  const offset = Number(digits.slice(0, 2)) * HOUR_MS + Number(digits.slice(2) || 0) * MINUTE_MS;
  return zone.startsWith("-") ? -offset : offset;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Proleptic Gregorian calendar; years start in March so that the leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

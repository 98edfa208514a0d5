import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "../ids.ts";

/** Numbers below this are seconds: as milliseconds they would lie before March 1973. */
const SMALLEST_MS = 1e11;
/** Numbers from here on are microseconds: as milliseconds they would lie after the year 5138. */
const SMALLEST_US = 1e14;
/** 9999-12-31T23:59:59.999Z; anything later is not a time at which a user did something. */
const LARGEST_MS = 253_402_300_799_999;

const NUMERIC = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * Every form in which clients send a moment, as epoch milliseconds: epoch seconds, milliseconds or microseconds as a
 * number or a numeric string, ISO-8601 with or without a zone (without means UTC), or anything with `getTime()`.
 * Returns undefined for what is missing or is not a time. (spec: the same event reaches us as "1779188762.919" from
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

function fromNumber(value: number): EpochMs | undefined {
  const size = Math.abs(value);
  if (size < SMALLEST_MS) return inRange(value * SECOND_MS);
  return inRange(size < SMALLEST_US ? value : value / 1_000);
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

/** 9999-12-31T23:59:59Z. A larger number cannot be seconds. */
const LAST_SECOND = 253_402_300_799;
/** 0001-01-01T00:00:00Z. */
const FIRST_SECOND = -62_135_596_800;
const DAY_S = 86_400;

/** Seconds since the Unix epoch; numbers too large to be seconds are milliseconds, as several sources send. */
export function sectionSeconds(timestamp: number): number {
  return timestamp > LAST_SECOND ? timestamp / 1_000 : timestamp;
}

/**
 * `2023-11-14T22:13:20Z` for seconds since the Unix epoch; fractions are cut. "" for what is no moment between the
 * years 1 and 9999.
 */
export function iso8601UtcZ(timestamp: number): string {
  const seconds = Math.floor(sectionSeconds(timestamp));
  if (!(seconds >= FIRST_SECOND && seconds <= LAST_SECOND)) return "";
  const day = Math.floor(seconds / DAY_S);
  const rest = seconds - day * DAY_S;
  const time = [Math.floor(rest / 3_600), Math.floor(rest / 60) % 60, rest % 60];
  return `${isoDate(day)}T${time.map((part) => String(part).padStart(2, "0")).join(":")}Z`;
}

/** Proleptic Gregorian calendar, counted in eras of 400 years that start in March, so that the leap day comes last. */
function isoDate(daysSinceEpoch: number): string {
  const days = daysSinceEpoch + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

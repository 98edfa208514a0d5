import { DAY_MS, type EpochMs } from "../ids.ts";

/** `YYYY-MM-DD HH:MM:SS.ffffff+00:00`, computed, because core has no calendar to ask. */
export function formatMoment(at: EpochMs): string {
  const days = Math.floor(at / DAY_MS);
  const { year, month, day } = civilDate(days);
  const ms = at - days * DAY_MS;
  const clock = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1_000) % 60];
  const time = clock.map((part) => pad(part, 2)).join(":");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)} ${time}.${pad(Math.floor(ms % 1_000), 3)}000+00:00`;
}

/** Proleptic Gregorian date of a day counted from 1970-01-01; years begin in March while it computes. */
function civilDate(daysSinceEpoch: number): { readonly year: number; readonly month: number; readonly day: number } {
  const days = daysSinceEpoch + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

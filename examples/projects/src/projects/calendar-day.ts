const DAY_MS = 86_400_000;

/** The UTC calendar day of a moment, "2026-03-14". Days in this form sort as text. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The day `count` days later; negative counts go back. */
export function addDays(day: string, count: number): string {
  return dayOf(new Date(Date.parse(day) + count * DAY_MS));
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

// Days carry no zone: formatting them in UTC keeps "14 Mar" on the 14th everywhere.
const shortFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const longFormat = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** "14 Mar" */
export function shortDay(day: string): string {
  return shortFormat.format(new Date(day));
}

/** "14 March 2026" */
export function longDay(day: string): string {
  return longFormat.format(new Date(day));
}

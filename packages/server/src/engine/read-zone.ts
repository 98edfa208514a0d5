import { DAY_MS, type EpochMs, type LocalZone, MINUTE_MS } from "@usher/core";

/** Clocks change at least this often wherever they change at all; nobody stays longer without a new session. */
const LOOK_AHEAD_MS = 200 * DAY_MS;

/** A zone's offset and its next change, as the engine wants them. Undefined when this machine knows no such zone. */
export function readZone(name: string, now: EpochMs): LocalZone | undefined {
  const offsetAt = readOffsets(name);
  if (offsetAt === undefined) return undefined;
  const offsetMin = offsetAt(now);
  let before = now;
  for (let after = now + DAY_MS; after <= now + LOOK_AHEAD_MS; after += DAY_MS) {
    if (offsetAt(after) === offsetMin) {
      before = after;
      continue;
    }
    // The change lies between these two days: narrow it down to the minute.
    while (after - before > MINUTE_MS) {
      const middle = before + Math.floor((after - before) / 2);
      if (offsetAt(middle) === offsetMin) before = middle;
      else after = middle;
    }
    const at = Math.floor(after / MINUTE_MS) * MINUTE_MS;
    return { name, offsetMin, next: { at, offsetMin: offsetAt(after) } };
  }
  return { name, offsetMin, next: null };
}

function readOffsets(name: string): ((at: EpochMs) => number) | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
    return (at) => {
      const text = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
      const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
      return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    };
  } catch {
    return undefined;
  }
}

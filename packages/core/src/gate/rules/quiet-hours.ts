import type { GateRule } from "../gate.ts";
import { minuteOfDay, nextTimeOfDay } from "../local-zone.ts";

/** Hours in which the product leaves everybody alone, by the clock on the user's own wall. */
export const quietHours: GateRule = ({ policy, attention, now }) => {
  if (policy.quietHours === null) return undefined;
  const from = minutes(policy.quietHours.from);
  const to = minutes(policy.quietHours.to);
  const minute = minuteOfDay(attention.zone, now);
  const isQuiet = from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  return isQuiet ? { reason: "quiet_hours", until: nextTimeOfDay(attention.zone, to, now) } : undefined;
};

/** `22:30` → 1,350. */
function minutes(timeOfDay: string): number {
  const [hours, rest] = timeOfDay.split(":");
  return Number(hours) * 60 + Number(rest);
}

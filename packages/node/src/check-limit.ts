import { UsherError } from "@usher/core";

/** Returns the value when it is a number of at least `least`; otherwise throws UsherError `option_invalid`. */
export function checkLimit(path: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least) return value;
  throw new UsherError("option_invalid", `${path} must be at least ${least}, got ${value}`, { path });
}

/** The same for a whole number. */
export function checkCount(path: string, value: number, least: number): number {
  if (Number.isInteger(value)) return checkLimit(path, value, least);
  throw new UsherError("option_invalid", `${path} must be a whole number, got ${value}`, { path });
}

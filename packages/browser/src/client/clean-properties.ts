import type { RawPropertyValue } from "@usher/core";

const MOST = 40;
const LONGEST = 500;

/** Keeps what may travel as properties or traits: plain values under short names, a bounded number of them. */
export function cleanProperties(properties: unknown): Readonly<Record<string, RawPropertyValue>> | undefined {
  if (typeof properties !== "object" || properties === null) return undefined;
  const kept = Object.entries(properties).flatMap(([name, value]): [string, RawPropertyValue][] => {
    if (typeof value === "string") return [[name.slice(0, 80), value.slice(0, LONGEST)]];
    const plain = value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));
    return plain ? [[name.slice(0, 80), value as RawPropertyValue]] : [];
  });
  return Object.fromEntries(kept.slice(0, MOST));
}

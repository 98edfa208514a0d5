import type { EpochMs } from "@usher/core";
import type { SlimAction } from "@usher/core/documented";

export interface NoteOptions {
  readonly now: EpochMs;
  /** Actions further apart than one bin have an empty line between them. Default: none have. */
  readonly binSeconds?: number;
}

/**
 * What an agent reads beside a conversation: whose session, since when, and the actions, numbered from 1.
 *
 * ```
 * session_id: s-1
 * timestamp: 2026-11-20 12:36:00 UTC
 *
 * [1] Opened billing settings
 * ```
 */
export function formatChatNote(
  sessionId: string | undefined,
  actions: readonly SlimAction[],
  { now, binSeconds }: NoteOptions,
): string {
  const sorted = [...actions].sort((one, other) => one.timestampStartS - other.timestampStartS);
  const earliest = sorted.find(({ timestampStartS }) => timestampStartS > 0)?.timestampStartS ?? now / 1_000;
  const lines = [`session_id: ${sessionId || "unknown"}`, `timestamp: ${formatMoment(earliest * 1_000)}`, ""];
  let lastBin: number | undefined;
  sorted.forEach(({ description, timestampStartS }, index) => {
    const bin = binSeconds === undefined ? 0 : Math.floor(timestampStartS / binSeconds);
    if (lastBin !== undefined && bin !== lastBin) lines.push("");
    lastBin = bin;
    lines.push(`[${index + 1}] ${description.replace(/\s+/g, " ").trim()}`);
  });
  return lines.join("\n");
}

/** `YYYY-MM-DD HH:MM:SS UTC`; the beginning of the epoch for moments no calendar has. */
function formatMoment(ms: number): string {
  const date = new Date(ms);
  const text = Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;
}

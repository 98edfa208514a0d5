import { isJsonObject, jsonNumber } from "../json-values.ts";

/** Seconds spent in a section over all its visits; what is not a number counts nothing. */
export function totalDwellSeconds(section: unknown): number {
  if (!isJsonObject(section)) return 0;
  const visits = section.dwell_seconds_per_visit;
  if (!Array.isArray(visits)) return 0;
  return (visits as readonly unknown[]).reduce<number>((sum, visit) => sum + (jsonNumber(visit) ?? 0), 0);
}

/**
 * Of the sections that were visited and have a row in the playbook, the one with the most dwell, then the most
 * visits, then the smallest id; null when there is none.
 */
export function topPlaybookSectionId(productSectionPlaybook: unknown, sectionPlaybook: unknown): string | null {
  const sections = isJsonObject(productSectionPlaybook) ? productSectionPlaybook.sections : undefined;
  if (!isJsonObject(sections) || !isJsonObject(sectionPlaybook)) return null;
  let top: Rank | null = null;
  for (const id of Object.keys(sections)) {
    const section = sections[id];
    if (!Object.hasOwn(sectionPlaybook, id) || !isJsonObject(section)) continue;
    const rank = { id, dwellS: totalDwellSeconds(section), visits: jsonNumber(section.visit_count) ?? 0 };
    if (top === null || compareRanks(rank, top) < 0) top = rank;
  }
  return top?.id ?? null;
}

/**
 * Which playbook row to use: the host's `current_section_id` when it has a row, else the top section, else the
 * runtime's current section when it has a row; null for none.
 */
export function resolveSectionIdForPlaybook(contextExtra: Readonly<Record<string, unknown>>): string | null {
  const playbook = contextExtra.section_playbook;
  if (!isJsonObject(playbook)) return null;
  const named = rowId(playbook, contextExtra.current_section_id);
  if (named !== null) return named;
  const measured = contextExtra.product_section_playbook;
  const top = topPlaybookSectionId(measured, playbook);
  if (top !== null || !isJsonObject(measured) || !isJsonObject(measured.runtime)) return top;
  return rowId(playbook, measured.runtime.current_section_id);
}

interface Rank {
  readonly id: string;
  readonly dwellS: number;
  readonly visits: number;
}

function compareRanks(left: Rank, right: Rank): number {
  return right.dwellS - left.dwellS || right.visits - left.visits || (left.id < right.id ? -1 : 1);
}

function rowId(playbook: Readonly<Record<string, unknown>>, id: unknown): string | null {
  const trimmed = typeof id === "string" ? id.trim() : "";
  return trimmed !== "" && Object.hasOwn(playbook, trimmed) ? trimmed : null;
}

import type { SlimAction } from "../actions/slim-action.ts";
import { iso8601UtcZ, sectionSeconds } from "./section-activity-time.ts";
import { parseSectionUrlRules, resolveSectionId } from "./section-rules.ts";

/** Section of addresses that no rule maps. */
export const DEFAULT_SECTION_ID = "other";

/** One section's metrics; keys are snake_case because the object travels in `context_extra` as it is. */
export interface SectionMetrics {
  readonly visit_count: number;
  /** One entry for each visit, seconds. */
  readonly dwell_seconds_per_visit: readonly number[];
  /** ISO-8601, UTC, whole seconds. */
  readonly first_visited_at: string;
  readonly last_visited_at: string;
}

export interface ProductSectionPlaybook {
  /** Section of the latest action; "" when nothing was measured. */
  readonly runtime: { readonly current_section_id: string };
  readonly sections: Readonly<Record<string, SectionMetrics>>;
}

interface Visits {
  readonly dwellS: number[];
  firstS: number;
  lastS: number;
}

/**
 * Where in the product the user was, and for how long. A visit lasts until the next action is in another section; its
 * dwell is the sum of its actions' own durations. `sectionUrlRules` is the configured list (`parseSectionUrlRules`);
 * when it is empty nothing is measured, when none of its rows is usable everything is in the fallback section.
 */
export function buildProductSectionPlaybook(
  actions: readonly SlimAction[],
  sectionUrlRules: unknown,
  fallbackId: string | null = null,
): ProductSectionPlaybook {
  const configured = Array.isArray(sectionUrlRules) && sectionUrlRules.length > 0;
  if (!configured || actions.length === 0) return { runtime: { current_section_id: "" }, sections: {} };
  const rules = parseSectionUrlRules(sectionUrlRules);
  const fallback = fallbackId?.trim() || DEFAULT_SECTION_ID;
  const visits = new Map<string, Visits>();
  let current = "";
  for (const action of actions) {
    const section = resolveSectionId(action.canonicalUrl, rules) ?? fallback;
    const startS = sectionSeconds(action.timestampStartS);
    const endS = sectionSeconds(action.timestampEndS);
    const dwellS = Math.max(0, endS - startS);
    let seen = visits.get(section);
    if (seen === undefined) {
      seen = { dwellS: [], firstS: startS, lastS: endS };
      visits.set(section, seen);
    }
    if (section === current) seen.dwellS[seen.dwellS.length - 1] = (seen.dwellS.at(-1) ?? 0) + dwellS;
    else seen.dwellS.push(dwellS);
    seen.firstS = Math.min(seen.firstS, startS);
    seen.lastS = Math.max(seen.lastS, endS);
    current = section;
  }
  const sections = Object.fromEntries(Array.from(visits, ([id, seen]) => [id, metrics(seen)]));
  return { runtime: { current_section_id: current }, sections };
}

function metrics(visits: Visits): SectionMetrics {
  return {
    visit_count: visits.dwellS.length,
    dwell_seconds_per_visit: visits.dwellS,
    first_visited_at: iso8601UtcZ(visits.firstS),
    last_visited_at: iso8601UtcZ(visits.lastS),
  };
}

import { buildProductSectionPlaybook } from "../../../signals/section-activity.ts";
import { iso8601UtcZ } from "../../../signals/section-activity-time.ts";
import {
  resolveSectionIdForPlaybook,
  topPlaybookSectionId,
  totalDwellSeconds,
} from "../../../signals/section-ranking.ts";
import { parseSectionUrlRules, resolveSectionId } from "../../../signals/section-rules.ts";
import { SectionPlaybookTrigger } from "../../../triggers/builtin/section-playbook-match.ts";
import type { ConformanceArea } from "../area.ts";
import { unknownFunction } from "../unknown-function.ts";
import { inputActions, inputContext, observedResult } from "./context-input.ts";

export const sectionActivity: ConformanceArea = {
  area: "section_activity",
  run(fn, input) {
    const contextExtra = (input.context_extra ?? {}) as Readonly<Record<string, unknown>>;
    switch (fn) {
      case "resolve_section_id":
        return resolveSectionId(input.canonical_url as string | null, parseSectionUrlRules(input.rules));
      case "build_product_section_playbook":
        return buildProductSectionPlaybook(
          inputActions(input.actions),
          input.rules,
          input.fallback_id as string | null | undefined,
        );
      case "top_playbook_section_id":
        return topPlaybookSectionId(input.product_section_playbook, input.section_playbook);
      case "resolve_section_id_for_playbook":
        return resolveSectionIdForPlaybook(contextExtra);
      case "section_playbook_trigger":
        return observedResult(new SectionPlaybookTrigger().evaluate(inputContext({ contextExtra })));
      case "iso8601_utc_z":
        return iso8601UtcZ(input.ts as number);
      case "total_dwell_seconds":
        return totalDwellSeconds(input.section);
      default:
        return unknownFunction(fn);
    }
  },
};

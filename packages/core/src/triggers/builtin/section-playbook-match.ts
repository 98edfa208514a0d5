import { isJsonObject } from "../../json-values.ts";
import { resolveSectionIdForPlaybook } from "../../signals/section-ranking.ts";
import { truncateProactiveBody } from "../proactive-body.ts";
import type { ProactiveTriggerContext } from "../proactive-trigger-context.ts";
import {
  type ProactiveTrigger,
  type ProactiveTriggerResult,
  proactiveTriggerResult,
} from "../proactive-trigger-result.ts";
import { TRIGGER_ID_SECTION_PLAYBOOK_MATCH } from "./proactive-trigger-ids.ts";

/**
 * Fires when the section the user is in has a row in `contextExtra.section_playbook`. A row is a text, or an object
 * with `body` (or `proactive_body`) and `reply_option_labels` (or `quick_reply_labels`). Which section that is:
 * `resolveSectionIdForPlaybook`.
 */
export class SectionPlaybookTrigger implements ProactiveTrigger {
  readonly triggerId: string = TRIGGER_ID_SECTION_PLAYBOOK_MATCH;

  evaluate(context: ProactiveTriggerContext): ProactiveTriggerResult | null {
    const playbook = context.contextExtra.section_playbook;
    if (!isJsonObject(playbook)) return null;
    const sectionId = resolveSectionIdForPlaybook(context.contextExtra);
    if (sectionId === null) return null;
    const row = playbook[sectionId];
    const body = rowBody(row);
    if (body === "") return null;
    return proactiveTriggerResult({
      triggerId: TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
      body,
      replyOptionLabels: rowLabels(row),
      metadata: { section_id: sectionId },
    });
  }
}

function rowBody(row: unknown): string {
  if (typeof row === "string") return truncateProactiveBody(row);
  if (!isJsonObject(row)) return "";
  return bodyText(row.body) || bodyText(row.proactive_body);
}

function bodyText(value: unknown): string {
  return typeof value === "string" ? truncateProactiveBody(value) : "";
}

function rowLabels(row: unknown): readonly string[] {
  if (!isJsonObject(row)) return [];
  const preferred = row.reply_option_labels;
  const given = isEmpty(preferred) ? row.quick_reply_labels : preferred;
  if (!Array.isArray(given)) return [];
  return (given as readonly unknown[]).map(labelText).filter((label) => label.trim() !== "");
}

/** Numbers are common labels ("1", "2", …); null or an object would show the user the host language's form of it. */
function labelText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

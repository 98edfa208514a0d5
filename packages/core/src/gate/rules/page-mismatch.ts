import { matchAnyPage } from "../../actions/match-page.ts";
import type { TriggerContext } from "../../triggers/condition.ts";
import type { Trigger } from "../../triggers/trigger.ts";
import type { GateRule } from "../gate.ts";

/** Help is offered only where it can be given: on the trigger's own pages. */
export function isOnPage(trigger: Trigger, { page }: TriggerContext): boolean {
  return page !== undefined && matchAnyPage(trigger.page, page.url);
}

export const pageMismatch: GateRule = ({ trigger, context }) =>
  isOnPage(trigger, context) ? undefined : { reason: "page_mismatch" };

import { CanonicalPingPongTrigger } from "../builtin/canonical-url-ping-pong.ts";
import {
  TRIGGER_ID_CANONICAL_URL_PING_PONG,
  TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
  TRIGGER_ID_USER_PAGE_DWELL,
} from "../builtin/proactive-trigger-ids.ts";
import { SectionPlaybookTrigger } from "../builtin/section-playbook-match.ts";
import { UserPageDwellTrigger } from "../builtin/user-page-dwell.ts";
import type { ProactiveTrigger } from "../proactive-trigger-result.ts";
import { DEFAULT_COOLDOWN_S, DEFAULT_INTERACTION_TIMEOUT_S } from "../proactive-trigger-timings.ts";
import type { TriggeringType } from "../triggering-type.ts";

/** Parameters of a configuration row that reach the trigger itself. */
export interface BuiltinTriggerParameters {
  /** Ping-pong only: returns to a page that make hesitation. Default 1. */
  readonly minCycles?: number;
}

/** What an operator may choose from. */
export interface BuiltinTriggerCatalogEntry {
  readonly id: string;
  /** Display texts. */
  readonly name: string;
  readonly description: string;
  readonly defaultInteractionTimeoutS: number;
  readonly defaultCooldownS: number;
  readonly defaultTriggeringType: TriggeringType;
  /** The rule without policy: wrap it in a `ProactiveTriggerEntity`. */
  readonly create: (parameters: BuiltinTriggerParameters) => ProactiveTrigger;
}

const defaults = {
  defaultInteractionTimeoutS: DEFAULT_INTERACTION_TIMEOUT_S,
  defaultCooldownS: DEFAULT_COOLDOWN_S,
  defaultTriggeringType: "llm_judge_validation",
} as const;

const CATALOG: readonly BuiltinTriggerCatalogEntry[] = [
  {
    id: TRIGGER_ID_CANONICAL_URL_PING_PONG,
    name: "Back and forth",
    description: "The user goes to a page and straight back again.",
    ...defaults,
    create: (parameters) => new CanonicalPingPongTrigger(parameters),
  },
  {
    id: TRIGGER_ID_USER_PAGE_DWELL,
    name: "Lingering on a page",
    description: "The user stays on one page and does little there.",
    ...defaults,
    create: () => new UserPageDwellTrigger(),
  },
  {
    id: TRIGGER_ID_SECTION_PLAYBOOK_MATCH,
    name: "Section with guidance",
    description: "The user is in a part of the product for which a message was written.",
    ...defaults,
    create: () => new SectionPlaybookTrigger(),
  },
];

/** All built-ins that configuration may name, in a stable order. */
export function listBuiltinTriggerCatalog(): readonly BuiltinTriggerCatalogEntry[] {
  return CATALOG;
}

export function findBuiltinTrigger(id: string): BuiltinTriggerCatalogEntry | undefined {
  return CATALOG.find((entry) => entry.id === id);
}

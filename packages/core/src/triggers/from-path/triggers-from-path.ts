import { type GoldenPath, workflowOf } from "../../paths/golden-path.ts";
import { pagesOfPath } from "../../paths/pages-of-path.ts";
import type { DerivedTrigger } from "../../wire/path-api.ts";
import { adoptionGap } from "../builtin/adoption-gap.ts";
import { firstTimePath } from "../builtin/first-time-path.ts";
import { offPath } from "../builtin/off-path.ts";
import { skippedStep } from "../builtin/skipped-step.ts";
import { stuckStep } from "../builtin/stuck-step.ts";
import type { Condition } from "../condition.ts";
import { pathDone } from "../conditions/path-done.ts";
import { defineTrigger, type Trigger } from "../trigger.ts";

export const DERIVED_TRIGGERS: readonly DerivedTrigger[] = [
  "skipped_step",
  "stuck_step",
  "off_path",
  "first_time_path",
  "adoption_gap",
];

export interface PathTriggerOptions {
  /** Default: skipped_step, stuck_step and off_path, in this order. */
  readonly triggers?: readonly DerivedTrigger[];
  /** Steps left out plus actions that are none of the path's, for off_path. Default 2. */
  readonly cost?: number;
  /** How well the session must have fitted the path before, for off_path. Default 0.6. */
  readonly fitness?: number;
  /** Active time at one step, seconds, for stuck_step. Default 60. */
  readonly stuckS?: number;
  /** Actions since the step before, for stuck_step. Default 3. */
  readonly minActions?: number;
  /** Least age of the account, days, for adoption_gap. Default 7. */
  readonly accountDays?: number;
  readonly cooldownS?: number;
  readonly shadow?: boolean;
}

const DEFAULT_TRIGGERS: readonly DerivedTrigger[] = ["skipped_step", "stuck_step", "off_path"];

/**
 * Triggers that follow from a path: they answer with it, they look where its steps are, and they are silent once it is
 * done or mastered. Ids are `<path>_<trigger>`.
 */
export function triggersFromPath(path: GoldenPath, options: PathTriggerOptions = {}): readonly Trigger[] {
  const { triggers = DEFAULT_TRIGGERS, cooldownS, shadow } = options;
  return triggers.map((kind) => {
    const { when, body, deferS } = derive(path, kind, options);
    return defineTrigger({
      id: triggerId(path, kind),
      page: kind === "first_time_path" || kind === "adoption_gap" ? path.page : pagesOfPath(path),
      when,
      until: pathDone(path.id),
      howTo: path,
      offer: { body },
      workflow: workflowOf(path),
      ...(deferS === undefined ? {} : { deferS }),
      ...(cooldownS === undefined ? {} : { cooldownS }),
      ...(shadow === undefined ? {} : { shadow }),
    });
  });
}

interface Derived {
  readonly when: Condition;
  readonly body: string;
  readonly deferS?: number;
}

function derive(path: GoldenPath, kind: DerivedTrigger, options: PathTriggerOptions): Derived {
  const { cost = 2, fitness = 0.6, stuckS = 60, minActions = 3, accountDays = 7 } = options;
  switch (kind) {
    case "off_path":
      return { when: offPath.when({ path: path.id, cost, fitness }), body: offPath.defaultBody };
    case "skipped_step":
      return { when: skippedStep.when({ path: path.id }), body: skippedStep.defaultBody };
    case "stuck_step":
      return {
        when: stuckStep.when({ path: path.id, stuckS, minActions }),
        body: stuckStep.defaultBody,
        ...(stuckStep.deferS === undefined ? {} : { deferS: stuckStep.deferS }),
      };
    case "first_time_path":
      return {
        when: firstTimePath.when({ path: path.id, workflow: workflowOf(path) }),
        body: firstTimePath.defaultBody,
      };
    case "adoption_gap":
      return {
        when: adoptionGap.when({ workflow: workflowOf(path), accountDays }),
        body: adoptionGap.defaultBody,
      };
  }
}

/** Ids of triggers have no hyphens; 64 characters at most. */
function triggerId(path: GoldenPath, kind: DerivedTrigger): string {
  return `${path.id.replaceAll("-", "_").slice(0, 63 - kind.length)}_${kind}`;
}

import { UsherError } from "../errors.ts";
import { DEFAULT_POLICY, type GatePolicy } from "../gate/policy.ts";
import { type GoldenPath, tourFromPath } from "../paths/golden-path.ts";
import type { Tour } from "../tours/tour.ts";
import type { Trigger } from "../triggers/trigger.ts";

/** What a product configured, compiled once: the engine's constant input. */
export interface EngineRules {
  /** In order of preference: the first that fires and passes the gate is offered. */
  readonly triggers: readonly Trigger[];
  readonly policy: GatePolicy;
  readonly paths: ReadonlyMap<string, GoldenPath>;
  readonly tours: ReadonlyMap<string, Tour>;
  /** Whether some trigger looks at what only the page's detectors of struggle see. */
  readonly detectors: boolean;
}

/**
 * Throws UsherError `trigger_invalid` when two triggers share an id.
 * @param others Golden paths that conditions speak of besides those the triggers answer with; the latter win.
 */
export function compileRules(
  triggers: readonly Trigger[],
  policy: Partial<GatePolicy> = {},
  others: readonly GoldenPath[] = [],
): EngineRules {
  const seen = new Set<string>();
  for (const trigger of triggers) {
    if (seen.has(trigger.id)) {
      const path = `triggers.${trigger.id}.id`;
      throw new UsherError("trigger_invalid", `${path}: two triggers have this id; ids must be unique`, { path });
    }
    seen.add(trigger.id);
  }
  const answers = triggers.map((trigger) => trigger.howTo);
  const paths = new Map([...others, ...answers].map((path) => [path.id, path]));
  const tours = new Map(Array.from(paths.values(), (path) => [path.id, tourFromPath(path)]));
  const detectors = triggers.some(({ when, until }) => when.detectors === true || until.detectors === true);
  return { triggers, policy: { ...DEFAULT_POLICY, ...policy }, paths, tours, detectors };
}

import { UsherError } from "../../errors.ts";
import type { Condition } from "../condition.ts";
import { builtinCondition } from "./builtin-condition.ts";
import { checkParameters } from "./check-parameters.ts";
import { findBuiltin } from "./index.ts";

/**
 * A built-in's reason as one condition among others, e.g. `all(signal("rage_click"), onPage("/billing"))`.
 * Throws UsherError `trigger_invalid` for an unknown id or parameter.
 */
export function signal(builtinId: string, params: Readonly<Record<string, unknown>> = {}): Condition {
  const path = `signal.${builtinId}`;
  const builtin = findBuiltin(builtinId);
  if (builtin === undefined) throw new UsherError("trigger_invalid", `${path}: no built-in has this id`, { path });
  const checked = checkParameters(builtin, params);
  if (checked.ok) return builtinCondition(builtin, checked.params);
  const details = checked.problems.map(({ name, detail }) => `${name}: ${detail}`).join("; ");
  throw new UsherError("trigger_invalid", `${path}.${details}`, { path });
}

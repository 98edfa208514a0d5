import { UsherError } from "../../errors.ts";
import type { GoldenPath } from "../../paths/golden-path.ts";
import type { Condition } from "../condition.ts";
import { defineTrigger, type Trigger, type TriggerDefinition, type TriggerOffer } from "../trigger.ts";
import { builtinCondition } from "./builtin-condition.ts";
import { checkParameters } from "./check-parameters.ts";
import { findBuiltin } from "./index.ts";

/** What a product adds to a built-in. Everything a trigger may say besides its reason may be said here too. */
export interface BuiltinTriggerOptions extends Partial<Omit<TriggerDefinition, "when" | "offer">> {
  readonly page: string | readonly string[];
  readonly until: Condition;
  readonly howTo: GoldenPath;
  /** The built-in's own words when `body` is left out. */
  readonly offer?: Partial<TriggerOffer>;
  /** By name, e.g. `{ clicks: 5 }`; what is left out has the built-in's default. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * A trigger whose reason is a built-in. Its id is the built-in's unless `id` is given: two triggers from one built-in
 * need two ids. Throws UsherError `trigger_invalid` naming the built-in or the parameter.
 */
export function builtinTrigger(builtinId: string, options: BuiltinTriggerOptions): Trigger {
  const { params = {}, offer = {}, ...rest } = options;
  const id = options.id ?? builtinId;
  const builtin = findBuiltin(builtinId);
  if (builtin === undefined) throw invalid(`triggers.${id}.builtin`, `no built-in is called "${builtinId}"`);
  const checked = checkParameters(builtin, params);
  if (!checked.ok) {
    const all = checked.problems.map(({ name, detail }) => `${name}: ${detail}`).join("; ");
    throw invalid(`triggers.${id}.params.${checked.problems[0]?.name}`, all);
  }
  return defineTrigger({
    ...(builtin.deferS === undefined ? {} : { deferS: builtin.deferS }),
    ...rest,
    id,
    when: builtinCondition(builtin, checked.params),
    offer: { body: builtin.defaultBody, ...offer },
  });
}

function invalid(path: string, fix: string): UsherError {
  return new UsherError("trigger_invalid", `${path}: ${fix}`, { path });
}

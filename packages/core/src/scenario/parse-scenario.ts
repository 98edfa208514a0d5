import { readTriggers } from "../criteria/parse-triggers.ts";
import { readGoldenPaths, stepsOf } from "../criteria/path-fields.ts";
import { compileRules } from "../engine/rules.ts";
import { wrongType } from "../fields/field.ts";
import { fieldPath, type InputProblem, type Reading, report } from "../fields/input-problem.ts";
import { readFields } from "../fields/object-field.ts";
import { didYouMean } from "../fields/suggest.ts";
import { textField } from "../fields/text-fields.ts";
import { DEFAULT_POLICY, type GatePolicy } from "../gate/policy.ts";
import { isJsonObject } from "../json-values.ts";
import type { Scenario } from "./scenario.ts";
import { readExpectation } from "./scenario-expectation.ts";
import { readSteps } from "./scenario-steps.ts";
import { readUser } from "./scenario-user.ts";

export type ScenarioParse =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

const titleFields = { title: textField("What the story shows") } as const;
const PARTS = ["$schema", "paths", "triggers", "policy", "user", "steps", "expect"];

/** Reads a scenario written as JSON: all problems at once, each with where it is. */
export function parseScenario(json: unknown): ScenarioParse {
  const problems: InputProblem[] = [];
  const reading: Reading = { problems };
  if (!isJsonObject(json)) {
    wrongType(reading, "", "a scenario", json);
    return { ok: false, problems };
  }
  const titled = readFields(titleFields, json, "", reading, PARTS);
  const paths = readGoldenPaths(json.paths ?? {}, "paths", reading);
  const triggers = readTriggers(json.triggers, paths, "triggers", { problems, steps: stepsOf(paths) });
  const policy = readPolicy(json.policy ?? {}, "policy", reading);
  const user = json.user === undefined ? undefined : readUser(json.user, "user", reading);
  const steps = readSteps(json.steps, "steps", reading);
  const expected = readExpectation(json.expect, "expect", reading);
  if (problems.length > 0 || titled === undefined || expected === undefined) return { ok: false, problems };
  const rules = compileRules(triggers, policy, [...paths.values()]);
  return { ok: true, scenario: { title: titled.title, rules, user, steps, expect: expected } };
}

/** The gate's settings under the names they have in `usher.config.ts`. */
function readPolicy(value: unknown, path: string, reading: Reading): Partial<GatePolicy> {
  if (!isJsonObject(value)) return wrongType(reading, path, "an object", value) ?? {};
  const names = Object.keys(DEFAULT_POLICY) as (keyof GatePolicy)[];
  for (const [name, setting] of Object.entries(value)) {
    const at = fieldPath(path, name);
    const known = names.find((candidate) => candidate === name);
    if (known === undefined)
      report(reading, at, "unknown_field", `there is no such setting; ${didYouMean(name, names)}`);
    else if (!isLike(setting, DEFAULT_POLICY[known]))
      wrongType(reading, at, `a ${kindOf(DEFAULT_POLICY[known])}`, setting);
  }
  return value as Partial<GatePolicy>;
}

function isLike(value: unknown, example: unknown): boolean {
  return example === null || typeof example === "object" ? typeof value === "object" : typeof value === typeof example;
}

function kindOf(example: unknown): string {
  return Array.isArray(example) ? "list" : typeof example;
}

import { readFileSync } from "node:fs";
import { type GoldenPath, parseGoldenPath, parseTrigger, parseTriggerFile, type Trigger } from "@usher/core";
import type { ProductConfig } from "./config.ts";
import type { ConfigProblem } from "./load-config.ts";

/** The text of a file; throws when there is none. */
export type ReadFile = (path: string) => string;

/** A trigger made in code has conditions that are functions; anything else is JSON. */
export function isMadeInCode(trigger: unknown): trigger is Trigger {
  return isObject(trigger) && typeof trigger.when === "function";
}

interface CompiledTriggers {
  readonly triggers: readonly Trigger[];
  readonly paths: readonly GoldenPath[];
}

/**
 * A product's triggers, from code, from JSON and from files, in order of preference. Reports every defect of every one;
 * the list is only good when nothing was reported.
 * @param product As given: nothing of it has been checked.
 * @param at Its path in the configuration.
 */
export function compileTriggers(
  product: Partial<ProductConfig>,
  at: string,
  problems: ConfigProblem[],
  readFile: ReadFile = (path) => readFileSync(path, "utf8"),
): CompiledTriggers {
  const triggers: Trigger[] = [];
  const add = (trigger: Trigger, path: string): void => {
    if (triggers.some(({ id }) => id === trigger.id)) {
      problems.push({ path: `${path}.id`, detail: `"${trigger.id}" is used twice; ids must be unique` });
    }
    triggers.push(trigger);
  };
  const given: readonly unknown[] = Array.isArray(product.triggers) ? product.triggers : [];
  const paths = knownPaths(product.paths, given, `${at}.paths`, problems);
  for (const [index, trigger] of given.entries()) {
    const path = `${at}.triggers[${index}]`;
    const parsed = isMadeInCode(trigger) ? { ok: true as const, trigger } : parseTrigger(trigger, paths, path);
    if (parsed.ok) add(parsed.trigger, path);
    else problems.push(...parsed.problems);
  }
  const fromFiles: GoldenPath[] = [];
  const files: readonly unknown[] = Array.isArray(product.triggerFiles) ? product.triggerFiles : [];
  for (const [index, file] of files.entries()) {
    const json =
      typeof file === "string" ? readJson(file, `${at}.triggerFiles[${index}]`, problems, readFile) : undefined;
    if (json === undefined) continue;
    const parsed = parseTriggerFile(json.value, paths);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map((problem) => ({ ...problem, path: `${file}#${problem.path}` })));
      continue;
    }
    for (const trigger of parsed.triggers) add(trigger, `${file}#triggers.${trigger.id}`);
    fromFiles.push(...parsed.paths);
  }
  return { triggers, paths: [...fromFiles, ...paths.values()] };
}

/** The golden paths that JSON may name: the product's own, and those that its code triggers answer with. */
function knownPaths(
  given: unknown,
  triggers: readonly unknown[],
  at: string,
  problems: ConfigProblem[],
): ReadonlyMap<string, GoldenPath> {
  const paths = new Map<string, GoldenPath>();
  for (const trigger of triggers) {
    if (isMadeInCode(trigger) && isObject(trigger.howTo)) paths.set(trigger.howTo.id, trigger.howTo);
  }
  if (!isObject(given)) return paths;
  for (const [id, json] of Object.entries(given)) {
    const parsed = parseGoldenPath(isObject(json) ? { id, ...json } : json, `${at}.${id}`);
    if (parsed.ok) paths.set(id, parsed.path);
    else problems.push(...parsed.problems);
  }
  return paths;
}

function readJson(
  file: string,
  at: string,
  problems: ConfigProblem[],
  readFile: ReadFile,
): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(readFile(file)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push({ path: at, detail: `${file} could not be read as JSON: ${reason}` });
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

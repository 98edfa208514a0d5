import type { AnyBuiltin, ParameterSpec } from "./builtin.ts";

/** One thing wrong with the parameters of a built-in. */
export interface ParameterProblem {
  readonly name: string;
  /** What is wrong and what to write instead. */
  readonly detail: string;
}

export type CheckedParameters =
  | { readonly ok: true; readonly params: object }
  | { readonly ok: false; readonly problems: readonly ParameterProblem[] };

/** Fills in the defaults and checks every value against its range; all problems at once. */
export function checkParameters(builtin: AnyBuiltin, given: Readonly<Record<string, unknown>>): CheckedParameters {
  const specs = builtin.parameters;
  const problems: ParameterProblem[] = [];
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(specs, name)) continue;
    problems.push({ name, detail: `${builtin.id} has no such parameter; it has ${Object.keys(specs).join(", ")}` });
  }
  const params: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = given[name] ?? spec.default;
    if (value === undefined) {
      if (spec.required === true) problems.push({ name, detail: `is required: ${spec.description}` });
      continue;
    }
    const detail = problemOf(value, spec);
    if (detail === undefined) params[name] = value;
    else problems.push({ name, detail });
  }
  return problems.length === 0 ? { ok: true, params } : { ok: false, problems };
}

function problemOf(
  value: unknown,
  { type, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: ParameterSpec,
) {
  if (type === "number" || type === "integer") {
    const fits = typeof value === "number" && Number.isFinite(value) && value >= min && value <= max;
    if (fits && (type === "number" || Number.isInteger(value))) return undefined;
    return `give ${type === "integer" ? "an integer" : "a number"} from ${min} to ${max}`;
  }
  return FITS[type](value) ? undefined : WANTED[type];
}

type OtherType = Exclude<ParameterSpec["type"], "number" | "integer">;

const isText = (value: unknown): boolean => typeof value === "string" && value.trim() !== "";

const FITS: Record<OtherType, (value: unknown) => boolean> = {
  text: isText,
  page: isText,
  texts: (value) => Array.isArray(value) && value.every(isText),
  boolean: (value) => typeof value === "boolean",
  action: (value) => typeof value === "object" && value !== null && Object.keys(value).length > 0,
};

const WANTED: Record<OtherType, string> = {
  text: "give a text that is not blank",
  page: 'give a page pattern, e.g. "/projects/:id"',
  texts: "give a list of texts, none blank",
  boolean: "give true or false",
  action: 'give an action, e.g. { type: "click", label: "Save" }',
};

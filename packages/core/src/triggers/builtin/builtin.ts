import type { Condition } from "../condition.ts";

/** One tunable of a built-in, as documentation, the console and the checks of configuration need it. */
export interface ParameterSpec {
  /** `action`: an action filter (`type`, `label`, `page`). `page`: a page pattern. `texts`: a list of texts. */
  readonly type: "number" | "integer" | "text" | "texts" | "page" | "action" | "boolean";
  /** Without a value the built-in cannot know what to look for. Default false. */
  readonly required?: boolean;
  /** Used when the value is left out; a parameter without one that is not required may stay unset. */
  readonly default?: unknown;
  /** Least and greatest value, both allowed. */
  readonly min?: number;
  readonly max?: number;
  readonly description: string;
}

/**
 * A trigger's reason, ready to be pointed at a product: what is watched for, with every number as a parameter. The page,
 * the goal and the answer are the product's (`builtinTrigger`).
 */
export interface Builtin<Params extends object> {
  /** Stable; the default id of triggers made from it. */
  readonly id: string;
  readonly title: string;
  /** One or two sentences: when it fires and what keeps it quiet. */
  readonly description: string;
  /** Names carry their unit: `withinS` seconds, `withinMs` milliseconds, `boxPx` pixels. */
  readonly parameters: { readonly [Key in keyof Params]-?: ParameterSpec };
  /** The nudge's words when the product gives none. */
  readonly defaultBody: string;
  /** How long a proposal of it may wait for the user to stop typing, seconds, where that is shorter than the policy's. */
  readonly deferS?: number;
  /** Its reason lies in what only the page's detectors of struggle see; see `Condition.detectors`. */
  readonly detectors?: true;
  when(params: Params): Condition;
}

/** A built-in whose parameters are not known to the compiler; `readParameters` makes what its `when` takes. */
export interface AnyBuiltin {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly defaultBody: string;
  readonly deferS?: number;
  readonly detectors?: true;
  when(params: object): Condition;
}

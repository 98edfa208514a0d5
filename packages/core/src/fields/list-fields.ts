import type { JsonObject } from "../json-values.ts";
import { type Field, wrongType } from "./field.ts";
import { type Reading, report } from "./input-problem.ts";

export interface ListLimits {
  readonly min?: number;
  readonly max?: number;
}

/** Items a list in a rule may have unless a field says otherwise. */
export const LIST_MAX = 20;

/** A list of values of one kind. Every item is read, so that every problem is known at once. */
export function listField<Item>(
  item: Field<Item>,
  { min = 1, max = LIST_MAX }: ListLimits = {},
): Field<readonly Item[]> {
  const accepts = `list of ${min}–${max}: ${item.accepts}`;
  return {
    required: true,
    description: item.description,
    accepts,
    schema: { type: "array", minItems: min, maxItems: max, items: bare(item.schema), description: item.description },
    read(value, path, reading) {
      if (!Array.isArray(value)) return wrongType(reading, path, "a list", value);
      return readItems(value, item, path, reading, min, max);
    },
  };
}

/** One value, or a list of them: `"save"` means `["save"]`. */
export function oneOrMoreField<Item>(item: Field<Item>, { max = LIST_MAX }: ListLimits = {}): Field<readonly Item[]> {
  const { description } = item;
  const one = bare(item.schema);
  return {
    required: true,
    description,
    accepts: `${item.accepts}, or a list of them`,
    schema: { oneOf: [one, { type: "array", minItems: 1, maxItems: max, items: one }], description },
    read(value, path, reading) {
      if (Array.isArray(value)) return readItems(value, item, path, reading, 1, max);
      const single = item.read(value, path, reading);
      return single === undefined ? undefined : [single];
    },
  };
}

function readItems<Item>(
  values: readonly unknown[],
  item: Field<Item>,
  path: string,
  reading: Reading,
  min: number,
  max: number,
): readonly Item[] | undefined {
  if (values.length < min) {
    return report(reading, path, values.length === 0 ? "empty" : "out_of_range", `list at least ${min}`);
  }
  if (values.length > max) return report(reading, path, "too_many", `list at most ${max}, not ${values.length}`);
  const items = values.map((value, index) => item.read(value, `${path}[${index}]`, reading));
  return items.some((each) => each === undefined) ? undefined : (items as Item[]);
}

/** An item's schema without the description, which belongs to the list. */
function bare({ description: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

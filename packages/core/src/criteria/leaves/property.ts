import type { Action } from "../../actions/action.ts";
import { type Field, optional, wrongType } from "../../fields/field.ts";
import { fieldPath, type Reading, report } from "../../fields/input-problem.ts";
import { choiceField, TEXT_MAX, textField } from "../../fields/text-fields.ts";
import { actionFilter, describeFilter, filtersDetected } from "../../triggers/action-filter.ts";
import { type Condition, needingDetectors } from "../../triggers/condition.ts";
import type { RawPropertyValue } from "../../wire/raw-event.ts";
import { filterFields, toActionFilter } from "../filter-fields.ts";
import { type LeafType, leafType } from "../leaf-type.ts";

const OPERATORS = [
  "equals",
  "not_equals",
  "contains",
  "starts_with",
  "at_least",
  "at_most",
  "exists",
  "missing",
] as const;

type Operator = (typeof OPERATORS)[number];

/** Each compares what the action said with what the rule says. Values of different types are never equal: no guessing. */
const COMPARE: Readonly<Record<Operator, (actual: RawPropertyValue, wanted: RawPropertyValue) => boolean>> = {
  equals: (actual, wanted) => actual === wanted,
  not_equals: (actual, wanted) => actual !== wanted,
  contains: (actual, wanted) => textOf(actual).includes(textOf(wanted)),
  starts_with: (actual, wanted) => textOf(actual).startsWith(textOf(wanted)),
  at_least: (actual, wanted) => typeof actual === "number" && typeof wanted === "number" && actual >= wanted,
  at_most: (actual, wanted) => typeof actual === "number" && typeof wanted === "number" && actual <= wanted,
  exists: () => true,
  missing: () => false,
};

const VALUE_TYPE: Readonly<Record<Operator, "any" | "text" | "number" | "none">> = {
  equals: "any",
  not_equals: "any",
  contains: "text",
  starts_with: "text",
  at_least: "number",
  at_most: "number",
  exists: "none",
  missing: "none",
};

/** What only the page's detectors say of a field. */
const FIELD_STATE: ReadonlySet<string> = new Set(["edited", "invalid", "cleared", "form"]);

const valueField: Field<RawPropertyValue> = {
  required: true,
  description: "What it is compared with; not with `exists` and `missing`",
  accepts: "text, number, true or false",
  schema: { type: ["string", "number", "boolean"], maxLength: TEXT_MAX },
  read(value, path, reading) {
    if (typeof value === "string" && value.length <= TEXT_MAX) return value;
    if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
    if (typeof value === "string") return report(reading, path, "too_long", `write at most ${TEXT_MAX} characters`);
    return wrongType(reading, path, "text, a number, true or false", value);
  },
};

export const property: LeafType = leafType({
  type: "property",
  description:
    "A property of the latest matching action that has any properties compares so; `missing` also before the first",
  fields: {
    ...filterFields,
    property: textField("Name of the property"),
    compare: choiceField("How it is compared", OPERATORS),
    value: optional(valueField),
  },
  example: { type: "property", event: "error", property: "status", compare: "at_least", value: 500 },
  check: ({ compare: operator, value }, path, reading) =>
    checkValue(operator, value, fieldPath(path, "value"), reading),
  compile: ({ property: name, compare: operator, value, ...filter }) => {
    const what = toActionFilter(filter);
    const matches = actionFilter(what);
    const wanted = value ?? null;
    const words = `${name} of ${describeFilter(what)} ${operator.replace("_", " ")}${value === undefined ? "" : ` ${value}`}`;
    const found = propertyCondition(
      words,
      name,
      operator,
      wanted,
      (action) => action.properties !== undefined && matches(action),
    );
    return needingDetectors(filtersDetected(what) || FIELD_STATE.has(name), found);
  },
});

function propertyCondition(
  words: string,
  name: string,
  operator: Operator,
  wanted: RawPropertyValue,
  matches: (action: Action) => boolean,
): Condition {
  return ({ actions }) => {
    const properties = actions.findLast(matches)?.properties;
    const actual = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const met = actual === undefined ? operator === "missing" : COMPARE[operator](actual, wanted);
    return { condition: words, met, ...(typeof actual === "number" ? { value: actual } : {}) };
  };
}

function checkValue(operator: Operator, value: RawPropertyValue | undefined, path: string, reading: Reading): void {
  const wanted = VALUE_TYPE[operator];
  if (wanted === "none") {
    if (value !== undefined) report(reading, path, "unknown_field", `"${operator}" takes no value; leave it out`);
  } else if (value === undefined) {
    report(reading, path, "missing_field", `"${operator}" needs a value to compare with`);
  } else if (wanted !== "any" && typeof value !== (wanted === "text" ? "string" : "number")) {
    wrongType(reading, path, wanted === "text" ? "text" : "a number", value);
  }
}

/** Texts compare without regard to case, as labels do. */
function textOf(value: RawPropertyValue): string {
  return typeof value === "string" ? value.toLowerCase() : String(value);
}

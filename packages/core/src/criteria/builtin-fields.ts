import { type Field, type Fields, mapField, optional, withDefault } from "../fields/field.ts";
import { report } from "../fields/input-problem.ts";
import { oneOrMoreField } from "../fields/list-fields.ts";
import { booleanField, integerField, numberField } from "../fields/number-fields.ts";
import { objectField } from "../fields/object-field.ts";
import { pageField } from "../fields/page-field.ts";
import { choiceField, textField } from "../fields/text-fields.ts";
import type { ActionFilter } from "../triggers/action-filter.ts";
import type { AnyBuiltin, ParameterSpec } from "../triggers/builtin/builtin.ts";
import { EVENT_TYPES } from "./event-types.ts";
import { pathIdField } from "./path-fields.ts";

/** A built-in's parameters as fields, under the names the built-in gives them. */
export function builtinFields(builtin: AnyBuiltin): Fields {
  return Object.fromEntries(Object.entries(builtin.parameters).map(([name, spec]) => [name, fieldOf(name, spec)]));
}

function fieldOf(name: string, spec: ParameterSpec): Field<unknown> {
  // A text called `path` names a golden path: a misspelt one would keep the built-in silent for ever.
  const field =
    name === "path" && spec.type === "text" ? pathIdField(spec.description) : FIELD_OF_TYPE[spec.type](spec);
  if (spec.default !== undefined) return withDefault(field, spec.default);
  return spec.required === true ? field : optional(field);
}

const FIELD_OF_TYPE: Readonly<Record<ParameterSpec["type"], (spec: ParameterSpec) => Field<unknown>>> = {
  number: (spec) => numberField(rangeOf(spec)),
  integer: (spec) => integerField(rangeOf(spec)),
  text: ({ description }) => textField(description),
  texts: ({ description }) => oneOrMoreField(textField(description)),
  page: ({ description }) => pageField(description),
  boolean: ({ description }) => booleanField(description),
  action: ({ description }) => actionField(description),
};

function rangeOf({ description, min = 0, max = Number.POSITIVE_INFINITY }: ParameterSpec) {
  return { description, min, max };
}

/** An action filter as code writes it; a filter alone in a parameter needs no other name for `type`. */
function actionField(description: string): Field<ActionFilter> {
  const shape: Field<ActionFilter> = objectField(description, {
    type: optional(choiceField("Only actions of this type", EVENT_TYPES)),
    label: optional(oneOrMoreField(textField("Part of the control's name, or any of several"))),
    page: optional(pageField("Only actions on this page")),
  });
  const checked = mapField(shape, (filter, path, reading) => {
    if (Object.keys(filter).length > 0) return filter;
    return report(reading, path, "empty", "say which actions are meant: type, label or page");
  });
  return { ...checked, accepts: "action filter: type, label, page" };
}

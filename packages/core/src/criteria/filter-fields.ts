import { type Field, mapField, optional } from "../fields/field.ts";
import { type Reading, report } from "../fields/input-problem.ts";
import { oneOrMoreField } from "../fields/list-fields.ts";
import { objectField } from "../fields/object-field.ts";
import { pageField } from "../fields/page-field.ts";
import { choiceField, textField } from "../fields/text-fields.ts";
import type { ActionFilter } from "../triggers/action-filter.ts";
import type { RawEventType } from "../wire/raw-event.ts";
import { EVENT_TYPES } from "./event-types.ts";

/** The action filter inside a leaf. `event` is the filter's `type`: in a leaf, `type` already says what leaf it is. */
export interface FilterFields {
  readonly event: Field<RawEventType | undefined>;
  readonly label: Field<readonly string[] | undefined>;
  readonly page: Field<string | undefined>;
}

export const filterFields: FilterFields = {
  event: optional(choiceField("Only actions of this type", EVENT_TYPES)),
  label: optional(oneOrMoreField(textField("Part of the control's name, or any of several; case does not matter"))),
  page: optional(pageField("Only actions on this page")),
};

export interface FilterValues {
  readonly event?: RawEventType;
  readonly label?: readonly string[];
  readonly page?: string;
}

/** The values of a leaf as the filter they are; a leaf's other fields are left behind. */
export function toActionFilter({ event, label, page }: FilterValues): ActionFilter {
  return {
    ...(event === undefined ? {} : { type: event }),
    ...(label === undefined ? {} : { label }),
    ...(page === undefined ? {} : { page }),
  };
}

/** A filter as a value of its own, e.g. a step of a sequence. */
export function filterField(description: string): Field<ActionFilter> {
  return mapField(objectField(description, { ...filterFields }), (values, path, reading) =>
    checkFilter(values, path, reading) ? toActionFilter(values) : undefined,
  );
}

/** Every action fits an empty filter: where that would mean "always", it is a mistake. */
export function checkFilter(values: FilterValues, path: string, reading: Reading): boolean {
  if (Object.keys(toActionFilter(values)).length > 0) return true;
  report(reading, path, "empty", "say which actions are meant: event, label or page");
  return false;
}

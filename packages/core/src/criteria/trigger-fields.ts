import { type Field, optional } from "../fields/field.ts";
import { oneOrMoreField } from "../fields/list-fields.ts";
import { booleanField, numberField, secondsField } from "../fields/number-fields.ts";
import { objectField } from "../fields/object-field.ts";
import { pageField } from "../fields/page-field.ts";
import { idField, textField } from "../fields/text-fields.ts";
import type { GoldenPath } from "../paths/golden-path.ts";
import { goldenPathField } from "../paths/parse-golden-path.ts";
import type { Condition } from "../triggers/condition.ts";
import { BODY_MAX } from "../triggers/trigger.ts";
import { CRITERIA_REF } from "./criteria-json-schema.ts";
import { unknownPath } from "./path-fields.ts";
import { readCriteria } from "./read-criteria.ts";

const LABEL_MAX = 40;
const YEAR_S = 365 * 86_400;
const ID = /^[a-z0-9][a-z0-9_]{0,63}$/;

/** A trigger's fields as they are read. */
export interface TriggerValues {
  readonly id: string;
  readonly page: readonly string[];
  readonly when: Condition;
  readonly until: Condition;
  readonly howTo: GoldenPath;
  readonly offer: OfferValues | undefined;
  readonly cooldown_s: number | undefined;
  readonly shadow: boolean | undefined;
  readonly workflow: string | undefined;
  readonly anchor: string | undefined;
  readonly min_page_age_s: number | undefined;
  readonly defer_s: number | undefined;
}

export interface OfferValues {
  readonly body: string;
  readonly tour_label?: string | null;
  readonly chat_label?: string | null;
}

export type TriggerFields = { readonly [Name in keyof TriggerValues]: Field<TriggerValues[Name]> };

/** What a trigger written as JSON may say. `paths` are the golden paths it may name. */
export function triggerFields(paths: ReadonlyMap<string, GoldenPath>): TriggerFields {
  return {
    id: idField(
      "Stable; outcomes and cooldowns are kept under it",
      ID,
      "lower-case letters, digits and _ (at most 64)",
    ),
    page: oneOrMoreField(pageField("Pages on which it may fire and its offer may be visible")),
    when: criteriaField("Why the user may need help now"),
    until: criteriaField("The goal that makes the help moot"),
    howTo: howToField(paths),
    offer: optional(
      objectField("What the nudge says; with a built-in alone as `when`, its own words may do", {
        body: textField("The words of the nudge", { max: BODY_MAX }),
        tour_label: optional(labelField("Button that starts the tour; null for no tour; default `Show me`")),
        chat_label: optional(labelField("Button that opens the chat; null for no chat; default `Open chat`")),
      }),
    ),
    cooldown_s: optional(secondsField("Least time between two offers to one user; default 3,600", { max: YEAR_S })),
    shadow: optional(booleanField("Judge and record it, but never show it")),
    workflow: optional(textField("Workflow the help teaches; never offered to a user who mastered it")),
    anchor: optional(textField("Anchor of the control the help points at; held while the page lacks it")),
    min_page_age_s: optional(
      numberField({ description: "How long the user must have been on the page", min: 0, max: 3_600, unit: "s" }),
    ),
    defer_s: optional(
      numberField({ description: "How long it may wait for the user to stop typing", min: 0, max: 3_600, unit: "s" }),
    ),
  };
}

function criteriaField(description: string): Field<Condition> {
  return {
    required: true,
    description,
    accepts: "criteria",
    schema: { ...CRITERIA_REF, description },
    read: readCriteria,
  };
}

/** The id of a golden path, or the path itself. */
function howToField(paths: ReadonlyMap<string, GoldenPath>): Field<GoldenPath> {
  const description = "The golden path that answers it: its id, or the path itself";
  return {
    required: true,
    description,
    accepts: "id of a golden path, or a golden path",
    schema: { oneOf: [{ type: "string", minLength: 1 }, goldenPathField.schema], description },
    read(value, path, reading) {
      if (typeof value !== "string") return goldenPathField.read(value, path, reading);
      return paths.get(value) ?? unknownPath(value, [...paths.keys()], path, reading);
    },
  };
}

/** Text, or null for none. */
function labelField(description: string): Field<string | null> {
  const text = textField(description, { max: LABEL_MAX });
  return {
    ...text,
    accepts: `${text.accepts}, or null`,
    schema: { ...text.schema, type: ["string", "null"] },
    read: (value, path, reading) => (value === null ? null : text.read(value, path, reading)),
  };
}

import { optional, withDefault, wrongType } from "../fields/field.ts";
import type { Reading } from "../fields/input-problem.ts";
import { listField } from "../fields/list-fields.ts";
import { numberField } from "../fields/number-fields.ts";
import { objectField, readFields } from "../fields/object-field.ts";
import { textField } from "../fields/text-fields.ts";
import { isJsonObject } from "../json-values.ts";
import { atField, LATEST_S } from "./at-field.ts";
import type { ScenarioExpectation } from "./scenario.ts";

const LIST_LIMITS = { min: 0, max: 100 } as const;

const expectedOffer = objectField("An offer that is made", {
  trigger: textField("Id of the trigger"),
  at_s: atField,
  within_s: withDefault(
    numberField({ description: "How far from `at_s` it may be", min: 0, max: LATEST_S, unit: "s" }),
    0.3,
  ),
});

const expectedHold = objectField("A proposal that is held", {
  trigger: textField("Id of the trigger"),
  reason: textField("Code of the hold, e.g. `trigger_cooldown`"),
});

const expectFields = {
  offers: listField(expectedOffer, LIST_LIMITS),
  holds: optional(listField(expectedHold, LIST_LIMITS)),
} as const;

/** What is to come of it. */
export function readExpectation(value: unknown, path: string, reading: Reading): ScenarioExpectation | undefined {
  if (!isJsonObject(value)) return wrongType(reading, path, 'an object, e.g. { "offers": [] }', value);
  const read = readFields(expectFields, value, path, reading);
  if (read === undefined) return undefined;
  const { offers, holds = [] } = read;
  return { offers: offers.map(({ trigger, at_s: atS, within_s: withinS }) => ({ trigger, atS, withinS })), holds };
}

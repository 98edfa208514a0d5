import { EVENT_TYPES } from "../criteria/event-types.ts";
import { type Field, optional, wrongType } from "../fields/field.ts";
import { fieldPath, type Reading, report } from "../fields/input-problem.ts";
import { booleanField } from "../fields/number-fields.ts";
import { objectField, readFields } from "../fields/object-field.ts";
import { choiceField, textField } from "../fields/text-fields.ts";
import type { SnoozeScope } from "../gate/snooze.ts";
import { isJsonObject, type JsonObject } from "../json-values.ts";
import type { OfferReport } from "../offers/offer.ts";
import type { RawEvent, RawPropertyValue } from "../wire/raw-event.ts";
import { atField } from "./at-field.ts";
import type { ScenarioStep } from "./scenario.ts";

const STEPS_MAX = 1_000;
const URL_MAX = 2_000;

const REPORTS = {
  delivered: true,
  shown: true,
  accepted: true,
  dismissed: true,
  snoozed: true,
  expired: true,
} satisfies Record<OfferReport, true>;

const SCOPES = { hour: true, today: true, tip: true, everything: true } satisfies Record<SnoozeScope, true>;

const propertiesField: Field<Readonly<Record<string, RawPropertyValue>>> = {
  required: true,
  description: "Anything else the page knows",
  accepts: "object of texts, numbers, booleans and nulls",
  schema: { type: "object", additionalProperties: { type: ["string", "number", "boolean", "null"] } },
  read(value, path, reading) {
    if (!isJsonObject(value)) return wrongType(reading, path, "an object", value);
    const wrong = Object.keys(value).find((name) => typeof value[name] === "object" && value[name] !== null);
    if (wrong === undefined) return value as Readonly<Record<string, RawPropertyValue>>;
    return wrongType(reading, fieldPath(path, wrong), "text, a number, a boolean or null", value[wrong]);
  },
};

const elementText = optional(textField("As on the wire"));

const eventFields = {
  type: choiceField("What happened", EVENT_TYPES),
  id: optional(textField("To send the same event twice")),
  url: optional(textField("Page; that of the event before when left out", { max: URL_MAX })),
  title: optional(textField("The document's title")),
  tab_id: optional(textField("Tab it happened in")),
  name: optional(textField("For `custom`: the name given to `track`")),
  properties: optional(propertiesField),
  element: optional(
    objectField("The control it happened on", {
      tag: elementText,
      role: elementText,
      label: elementText,
      id: elementText,
      name: elementText,
      test_id: elementText,
      anchor: elementText,
      entity: elementText,
      within: elementText,
    }),
  ),
} as const;

const stepFields = {
  at_s: atField,
  event: optional(objectField("Something the user did", eventFields)),
  outcome: optional(choiceField("What became of the offer", Object.keys(REPORTS) as OfferReport[])),
  option: optional(textField("With `accepted`: the chosen option")),
  scope: optional(choiceField("With `snoozed`: what from", Object.keys(SCOPES) as SnoozeScope[])),
  presence: optional(booleanField("Whether a page listens from here on")),
  wait: optional(booleanField("Time passes until here")),
} as const;

const KINDS = ["event", "outcome", "presence", "wait"] as const;

/** The steps of a scenario, in order of time. */
export function readSteps(value: unknown, path: string, reading: Reading): readonly ScenarioStep[] {
  if (!Array.isArray(value)) return wrongType(reading, path, "a list of steps", value) ?? [];
  if (value.length > STEPS_MAX) return report(reading, path, "too_many", `write at most ${STEPS_MAX} steps`) ?? [];
  const steps = value.flatMap((step: unknown, index) => readStep(step, `${path}[${index}]`, reading) ?? []);
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    if (before === undefined || before.atS <= step.atS || steps.length !== value.length) return;
    report(
      reading,
      `${path}[${index}].at_s`,
      "out_of_range",
      `write ${before.atS} or more: steps are in order of time`,
    );
  });
  return steps;
}

function readStep(value: unknown, path: string, reading: Reading): ScenarioStep | undefined {
  if (!isJsonObject(value)) return wrongType(reading, path, "an object", value);
  const read = readFields(stepFields, value, path, reading);
  if (read === undefined || !saysOneThing(value, path, reading)) return undefined;
  const { at_s: atS, event, outcome, option, scope, presence } = read;
  if (event !== undefined) return { atS, type: "event", event: event as Omit<RawEvent, "id" | "at"> };
  if (outcome !== undefined) {
    const details = { ...(option === undefined ? {} : { option }), ...(scope === undefined ? {} : { scope }) };
    return { atS, type: "outcome", report: outcome, ...details };
  }
  return presence === undefined ? { atS, type: "wait" } : { atS, type: "presence", audience: presence };
}

function saysOneThing(step: JsonObject, path: string, reading: Reading): boolean {
  const said = KINDS.filter((kind) => Object.hasOwn(step, kind));
  if (said.length === 1) return true;
  report(reading, path, "ambiguous_node", `write exactly one of ${KINDS.join(", ")}`);
  return false;
}

import { UsherError } from "../errors.ts";
import { type FieldValues, wrongType } from "../fields/field.ts";
import { fieldPath, type Reading, report } from "../fields/input-problem.ts";
import { readFields } from "../fields/object-field.ts";
import { isJsonObject, type JsonObject } from "../json-values.ts";
import { findBuiltin } from "../triggers/builtin/index.ts";
import { defineTrigger, type Trigger, type TriggerDefinition, type TriggerOffer } from "../triggers/trigger.ts";
import type { OfferValues, TriggerFields } from "./trigger-fields.ts";

/** Reads one trigger. Undefined after at least one problem was reported. */
export function readTrigger(json: unknown, fields: TriggerFields, path: string, reading: Reading): Trigger | undefined {
  if (!isJsonObject(json)) return wrongType(reading, path, "an object", json);
  const values = readFields(fields, json, path, withInlinePath(json.howTo, reading));
  const offer = offerOf(values?.offer, json, path, reading);
  if (values === undefined || offer === undefined) return undefined;
  try {
    return defineTrigger({ ...definitionOf(values), offer });
  } catch (error) {
    // `defineTrigger` has the last word, in case it asks for more than the fields do.
    if (!(error instanceof UsherError)) throw error;
    return report(reading, path, "invalid_trigger", error.message);
  }
}

/** A path written inside the trigger may be named by its conditions, too. */
function withInlinePath(howTo: unknown, reading: Reading): Reading {
  if (reading.steps === undefined || !isJsonObject(howTo) || typeof howTo.id !== "string") return reading;
  const steps = Array.isArray(howTo.steps) ? (howTo.steps as readonly unknown[]) : [];
  const ids = steps.flatMap((step) => (isJsonObject(step) && typeof step.id === "string" ? [step.id] : []));
  return { ...reading, steps: new Map([...reading.steps, [howTo.id, ids]]) };
}

function definitionOf(values: FieldValues<TriggerFields>): Omit<TriggerDefinition, "offer"> {
  const { offer: _, cooldown_s: cooldownS, min_page_age_s: minPageAgeS, defer_s: deferS, ...rest } = values;
  return {
    ...rest,
    ...(cooldownS === undefined ? {} : { cooldownS }),
    ...(minPageAgeS === undefined ? {} : { minPageAgeS }),
    ...(deferS === undefined ? {} : { deferS }),
  };
}

/** A built-in brings words of its own; any other trigger must say something. */
function offerOf(
  values: OfferValues | undefined,
  trigger: JsonObject,
  path: string,
  reading: Reading,
): TriggerOffer | undefined {
  if (values !== undefined) {
    const { body, tour_label: tourLabel, chat_label: chatLabel } = values;
    return {
      body,
      ...(tourLabel === undefined ? {} : { tourLabel }),
      ...(chatLabel === undefined ? {} : { chatLabel }),
    };
  }
  // It was given and refused, or something else was.
  if (Object.hasOwn(trigger, "offer")) return undefined;
  const when = isJsonObject(trigger.when) ? trigger.when : {};
  const builtin = typeof when.builtin === "string" ? findBuiltin(when.builtin) : undefined;
  if (builtin !== undefined) return { body: builtin.defaultBody };
  return report(reading, fieldPath(path, "offer"), "missing_field", 'write what the nudge says: { "body": "…" }');
}

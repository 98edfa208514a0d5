import { listField } from "../fields/list-fields.ts";
import { objectField, objectSchema } from "../fields/object-field.ts";
import type { JsonObject } from "../json-values.ts";
import { goldenPathField } from "../paths/parse-golden-path.ts";
import { criteriaDefinitions } from "./criteria-json-schema.ts";
import { TRIGGERS_MAX } from "./parse-triggers.ts";
import { triggerFields } from "./trigger-fields.ts";

/** A document of triggers, as `parseTriggerFile` reads it, as JSON Schema (2020-12). */
export function triggersJsonSchema(): JsonObject {
  const { required, properties } = goldenPathField.schema as { required: readonly string[]; properties: JsonObject };
  const path = { ...goldenPathField.schema, required: required.filter((name) => name !== "id"), properties };
  const trigger = objectField("A trigger", { ...triggerFields(new Map()) });
  const triggers = listField(trigger, { min: 0, max: TRIGGERS_MAX }).schema;
  const document = objectSchema({});
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    oneOf: [
      triggers,
      {
        ...document,
        required: ["triggers"],
        properties: {
          $schema: { type: "string" },
          paths: { type: "object", additionalProperties: path },
          triggers,
        },
      },
    ],
    $defs: criteriaDefinitions(),
  };
}

import { type Fields, optional } from "../fields/field.ts";
import { objectSchema } from "../fields/object-field.ts";
import { textField } from "../fields/text-fields.ts";
import type { JsonObject } from "../json-values.ts";
import { BUILTINS } from "../triggers/builtin/index.ts";
import { builtinFields } from "./builtin-fields.ts";
import { LEAF_TYPES } from "./leaves/index.ts";
import { MAX_NODES } from "./read-criteria.ts";

/** Where a schema that holds criteria finds them. */
export const CRITERIA_REF: JsonObject = { $ref: "#/$defs/criteria" };

/** What any node may say about itself. */
const NOTES: Fields = {
  id: optional(textField("Of this condition; only kept for whoever reads the file")),
  name: optional(textField("What the condition means; stands before its words in explanations")),
};

/**
 * The language as JSON Schema (2020-12), made from the same fields that read it. Depth, the number of conditions and
 * what one field asks of another are only checked when criteria are read.
 */
export function criteriaJsonSchema(): JsonObject {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...CRITERIA_REF, $defs: criteriaDefinitions() };
}

/** Definitions to which `CRITERIA_REF` points, for a schema that holds criteria. */
export function criteriaDefinitions(): JsonObject {
  const group = (kind: string, description: string): JsonObject => node({ [kind]: list }, [kind], description);
  return {
    criteria: {
      oneOf: [
        group("all", "Met when every part is"),
        group("any", "Met when at least one part is"),
        node({ not: CRITERIA_REF }, ["not"], "Met when the part is not"),
        documentedGroup("conditions"),
        documentedGroup("criteria"),
        ...LEAF_TYPES.map((leaf) => withFields({ type: { const: leaf.type } }, leaf.fields, leaf.description)),
        ...BUILTINS.map((builtin) => {
          const params = objectSchema(builtinFields(builtin));
          const isNeeded = "required" in params;
          const known = { builtin: { const: builtin.id }, params };
          return node(known, isNeeded ? ["builtin", "params"] : ["builtin"], builtin.description);
        }),
      ],
    },
  };
}

const list: JsonObject = { type: "array", minItems: 1, maxItems: MAX_NODES, items: CRITERIA_REF };

function documentedGroup(name: "conditions" | "criteria"): JsonObject {
  const properties = { operator: { enum: ["AND", "OR"] }, [name]: list };
  return node(properties, ["operator", name], "The documented form of `all` and `any`");
}

function withFields(head: JsonObject, fields: Fields, description: string): JsonObject {
  const body = objectSchema(fields) as { readonly properties: JsonObject; readonly required?: readonly string[] };
  return node({ ...head, ...body.properties }, [...Object.keys(head), ...(body.required ?? [])], description);
}

function node(properties: JsonObject, required: readonly string[], description: string): JsonObject {
  const notes = objectSchema(NOTES).properties as JsonObject;
  return {
    type: "object",
    description,
    additionalProperties: false,
    required,
    properties: { ...properties, ...notes },
  };
}

import { type EpochMs, parseTimestamp, type RawElement } from "@usher/core";
import { type JsonObject, objectOf, textOf } from "../body/json-values.ts";
import { definedOnly } from "../event/defined-only.ts";
import { scalarProperties } from "../event/scalar-properties.ts";
import type { Collector } from "../source/collector.ts";
import { MAPPED_FIELDS, type MappedField, type MappedType, type MappingOptions } from "./mapping-options.ts";
import { resolvePointer } from "./resolve-pointer.ts";

type Values = { readonly [Field in MappedField]?: string };

/** Reads one event by the mapping. A field that is there but is not what it should be is a problem and left out. */
export function readMappedEvent(event: JsonObject, options: MappingOptions, path: string, found: Collector): void {
  const values = valuesOf(event, options, path, found);
  const type = typeOf(values, options);
  if (type === undefined) return found.drop("unknown_event");
  if (type === "ignore") return found.drop("low_signal");
  const person = {
    sessionId: values.session_id,
    userId: values.user_id,
    anonymousId: values.anonymous_id,
    email: values.email,
    sentAt: parseTimestamp(values.sent_at),
  };
  const mapped = options.properties === undefined ? undefined : objectOf(resolvePointer(event, options.properties));
  const properties = mapped === undefined ? undefined : scalarProperties(mapped);
  if (type === "identify") {
    const at: EpochMs | undefined = parseTimestamp(values.at);
    const kind = values.user_id === undefined ? "described" : "identified";
    return found.identity({ type: kind, id: values.id, content: event, at, traits: properties }, person);
  }
  if (type === "custom" && values.name === undefined) {
    found.problem("event_invalid", "A custom event needs a name: map `name`.", `${path}.name`);
    return found.drop("invalid_event");
  }
  found.event(
    {
      type,
      id: values.id,
      content: event,
      at: values.at,
      url: values.url,
      title: values.title,
      tabId: values.tab_id,
      name: values.name,
      properties: type === "change" ? { edited: true } : properties,
      element: elementOf(values),
    },
    person,
  );
}

/** The sender's type by the table, `"*"` standing for all others; without a type, whatever has a name is custom. */
function typeOf({ type, name }: Values, { types }: MappingOptions): MappedType | undefined {
  if (type !== undefined && Object.hasOwn(types, type)) return types[type];
  if (Object.hasOwn(types, "*")) return types["*"];
  return name === undefined || type !== undefined ? undefined : "custom";
}

function valuesOf(event: JsonObject, { fields }: MappingOptions, path: string, found: Collector): Values {
  const values: { [Field in MappedField]?: string } = {};
  for (const field of Object.keys(fields) as MappedField[]) {
    const value = resolvePointer(event, fields[field] ?? "");
    if (value === undefined || value === null || value === "") continue;
    const text = textOf(value);
    const isTime = MAPPED_FIELDS[field] === "time";
    if (text === undefined)
      found.problem("event_invalid", "This field is neither text nor a number.", `${path}.${field}`);
    else if (isTime && parseTimestamp(value) === undefined)
      found.problem("event_invalid", "This field is no time.", `${path}.${field}`);
    // Of an event with a time that is none, whoever stores it must hear.
    if (text !== undefined && (field === "at" || !isTime || parseTimestamp(value) !== undefined)) values[field] = text;
  }
  return values;
}

function elementOf(values: Values): RawElement | undefined {
  const element = definedOnly({
    tag: values.element_tag,
    role: values.element_role,
    label: values.label,
    id: values.element_id,
    name: values.element_name,
    test_id: values.element_test_id,
    anchor: values.element_anchor,
  });
  return Object.keys(element).length === 0 ? undefined : element;
}

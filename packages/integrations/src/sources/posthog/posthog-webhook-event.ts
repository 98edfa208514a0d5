import { firstText, isObject, type JsonObject, objectOf, textOf } from "../body/json-values.ts";

/** Where the flat body of a destination keeps what the SDK keeps among the properties. */
const FLAT: readonly (readonly [flat: string, property: string])[] = [
  ["session_id", "$session_id"],
  ["window_id", "$window_id"],
  ["current_url", "$current_url"],
  ["event_type", "$event_type"],
  ["elements_chain", "$elements_chain"],
  ["title", "title"],
  ["email", "email"],
  ["$anon_distinct_id", "$anon_distinct_id"],
];

/**
 * The event of a PostHog destination in the form the SDK sends it. Understands the flat body of a script that picks its
 * fields, the body PostHog's own template makes (`{ event: {…}, person: {…} }`) and the older `{ hook, data: {…} }`.
 */
export function posthogWebhookEvent(body: JsonObject): JsonObject {
  const event = [body.event, body.data].find(isObject) ?? body;
  const person = objectOf(objectOf(body.person ?? event.person).properties);
  const properties: Record<string, unknown> = { ...objectOf(event.properties) };
  for (const [flat, property] of FLAT) properties[property] ??= event[flat];
  properties.email = firstText(properties.email, person.email);
  properties.$elements_chain = textOf(properties.$elements_chain);
  if (properties.$elements_chain === undefined) properties.$elements ??= pickedElement(event);
  // A destination sees people as PostHog does: whoever has an id is somebody, unless PostHog says otherwise.
  if (typeof properties.$is_identified !== "boolean") properties.$lib = undefined;
  return {
    event: event.event,
    uuid: firstText(event.uuid, event.event_uuid, body.uuid),
    distinct_id: firstText(event.distinct_id, body.distinct_id),
    timestamp: event.timestamp,
    properties,
  };
}

/** What a script picked out of the chain instead of sending it. */
function pickedElement(event: JsonObject): readonly JsonObject[] | undefined {
  const text = textOf(event.button_or_link_text);
  const id = textOf(event.element_id);
  const name = textOf(event.input_field_name);
  const href = textOf(event.link_destination);
  if (text === undefined && id === undefined && name === undefined && href === undefined) return undefined;
  const tag_name = name !== undefined ? "input" : href !== undefined ? "a" : "button";
  return [{ tag_name, $el_text: text, attr__id: id, attr__name: name, attr__href: href }];
}

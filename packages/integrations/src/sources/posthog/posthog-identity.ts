import type { EpochMs } from "@usher/core";
import { firstText, type JsonObject, objectOf, textOf } from "../body/json-values.ts";
import type { PersonDraft } from "../event/read-person.ts";
import { scalarProperties } from "../event/scalar-properties.ts";
import type { Collector } from "../source/collector.ts";
import { posthogEventId } from "./posthog-event-id.ts";

/** Events that say who somebody is instead of what they did; without a name, what `/engage/` receives. */
const IDENTITY_EVENTS = new Set(["$identify", "$set", "$create_alias", "$merge_dangerously", "$groupidentify"]);

export function isPosthogIdentity(event: JsonObject, name: string | undefined): boolean {
  return name === undefined ? event.$distinct_id !== undefined : IDENTITY_EVENTS.has(name);
}

export function readPosthogIdentity(
  event: JsonObject,
  name: string | undefined,
  at: EpochMs | undefined,
  person: PersonDraft,
  found: Collector,
): void {
  const properties = objectOf(event.properties);
  const id = firstText(person.userId, person.anonymousId);
  const common = { id: posthogEventId(event), content: event, at, traits: traitsOf(event, properties) };
  if (name === "$identify") {
    // Whoever is identified by this event is a user, also where the client's own flag still says otherwise.
    const anonymousId = firstText(properties.$anon_distinct_id, event.$anon_distinct_id);
    found.identity({ type: "identified", ...common }, { ...person, userId: id, anonymousId });
  } else if (name === "$create_alias" || name === "$merge_dangerously") {
    found.identity({ type: "aliased", ...common, alias: textOf(properties.alias) }, { ...person, userId: id });
  } else if (name === "$groupidentify") {
    const traits = groupOf(properties, id);
    if (traits === undefined) return found.drop("group");
    found.identity({ type: "described", ...common, traits }, person);
  } else {
    found.identity({ type: "described", ...common }, person);
  }
}

function traitsOf(event: JsonObject, properties: JsonObject): ReturnType<typeof scalarProperties> {
  const traits = { ...objectOf(event.$set_once), ...objectOf(properties.$set_once) };
  return scalarProperties({ ...traits, ...objectOf(event.$set), ...objectOf(properties.$set) }, isTrait);
}

function isTrait(key: string): boolean {
  return !key.startsWith("$") && key !== "email";
}

/**
 * The group somebody is in, under its kind (`company`, `workspace`): what is said of the group itself is not kept. A server
 * that describes a group does so in the name of the group, `$company_acme`, which is nobody.
 */
function groupOf(properties: JsonObject, id: string | undefined): ReturnType<typeof scalarProperties> {
  const kind = textOf(properties.$group_type);
  const key = firstText(properties.$group_key);
  if (kind === undefined || key === undefined || id === `$${kind}_${key}`) return undefined;
  return scalarProperties({ [kind]: key }, isTrait);
}

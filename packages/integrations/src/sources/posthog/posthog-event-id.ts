import { firstText, type JsonObject, objectOf } from "../body/json-values.ts";

/** `uuid` in everything current, `$insert_id` in what is older. */
export function posthogEventId(event: JsonObject): string | undefined {
  return firstText(event.uuid, objectOf(event.properties).$insert_id, event.$insert_id);
}

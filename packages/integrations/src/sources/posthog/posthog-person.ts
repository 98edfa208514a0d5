import { firstText, type JsonObject, objectOf } from "../body/json-values.ts";
import type { PersonDraft } from "../event/read-person.ts";

/** Whose `distinct_id` it is: said by the client, or taken for a user's because nothing says otherwise. */
type Whose = "visitor" | "user" | "assumed";

/** Whose event it is. `distinct_id` is the user's once `identify` was called, and before that a visitor's. */
export function posthogPerson(event: JsonObject, sentAt: number | undefined): PersonDraft {
  const properties = objectOf(event.properties);
  const id = firstText(event.distinct_id, properties.distinct_id, event.$distinct_id);
  const whose = whoseId(properties, id);
  return {
    sessionId: properties.$session_id,
    ...(whose === "visitor" ? { anonymousId: id } : { userId: id, isAssumedUser: whose === "assumed" }),
    email: firstText(properties.email, objectOf(event.$set).email, objectOf(properties.$set).email),
    ...(properties.$ignore_sent_at === true ? {} : { sentAt }),
  };
}

function whoseId(properties: JsonObject, id: string | undefined): Whose {
  if (typeof properties.$is_identified === "boolean") return properties.$is_identified ? "user" : "visitor";
  // Clients that do not say it: browsers know a `$user_id` from `identify` on; servers speak of users, except where
  // they ask for no profile.
  if (properties.$lib === "web") return (properties.$user_id ?? undefined) === undefined ? "visitor" : "user";
  return properties.$process_person_profile === false || id === properties.$device_id ? "visitor" : "assumed";
}

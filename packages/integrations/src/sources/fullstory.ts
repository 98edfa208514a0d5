import { firstText, isObject, type JsonObject, objectOf, textOf } from "./body/json-values.ts";
import { readBody } from "./body/read-body.ts";
import { definedOnly } from "./event/defined-only.ts";
import type { EventDraft } from "./event/make-event.ts";
import { scalarProperties } from "./event/scalar-properties.ts";
import { checkFullstorySignature } from "./fullstory/check-fullstory-signature.ts";
import { checkSecretHeader } from "./source/check-secret-header.ts";
import { defineSource } from "./source/define-source.ts";
import { forEachEvent } from "./source/for-each-event.ts";
import type { Source } from "./source/source.ts";

/** Fields with a meaning of their own; the others are the customer's and become properties of custom events. */
const KNOWN = new Set([
  "id",
  "event_id",
  "name",
  "event_name",
  "event_type",
  "target_text",
  "element_name",
  "page_url",
  "page_title",
  "timestamp",
  "timestamp_unix",
  "session_id",
  "session_replay_url",
  "user_id",
  "user_email",
  "user_display_name",
  "user",
  "api_version",
  "signal_version",
]);

/** FullStory Streams: customer-shaped JSON, one event per request, minutes or hours late at times. */
export const fullstory: Source = defineSource({
  manifest: {
    id: "fullstory",
    title: "FullStory",
    description: "A FullStory stream that posts matching events, with the fields named as in the documentation.",
    docs: "docs/sources.md#fullstory",
    options: {
      secret: {
        type: "secret",
        required: true,
        description:
          "What FullStory signs with (`Fullstory-Signature`), or what the stream's `Authorization` header carries",
      },
    },
  },
  read(request, { secret }, tools, found) {
    const signature = request.headers["fullstory-signature"];
    const isFromFullstory =
      signature === undefined
        ? checkSecretHeader(request, String(secret), found)
        : checkFullstorySignature(request, signature, String(secret), tools, found);
    if (!isFromFullstory) return;
    const body = readBody(request, tools);
    if (!body.ok) return found.refuse(body.problem);
    if (!isObject(body.value) && !Array.isArray(body.value)) {
      return found.problem("no_events", "The body holds no FullStory event.");
    }
    forEachEvent([body.value].flat(), found, (event) => {
      const user = objectOf(event.user);
      const draft = draftOf(event);
      if (draft === undefined) return found.drop("unknown_event");
      found.event(
        {
          id: firstText(event.event_id, event.id),
          content: event,
          at: event.timestamp ?? event.timestamp_unix,
          url: textOf(event.page_url),
          ...draft,
        },
        {
          sessionId: event.session_id,
          userId: firstText(event.user_id, user.uid),
          anonymousId: textOf(user.id),
          email: firstText(event.user_email, user.email),
        },
      );
    });
  },
});

function draftOf(event: JsonObject): Omit<EventDraft, "id" | "content"> | undefined {
  const label = firstText(event.element_name, event.target_text);
  const element = definedOnly({ label });
  const name = firstText(event.event_name, event.name);
  switch (textOf(event.event_type)?.toLowerCase()) {
    case "click":
      return { type: "click", element };
    case "change":
      return { type: "change", element, properties: { edited: true } };
    case "navigate":
    case "page_view":
      return { type: "page_view", title: textOf(event.page_title) };
    case undefined:
      if (label !== undefined) return { type: "click", element };
      if (name === undefined && event.page_url !== undefined) {
        return { type: "page_view", title: textOf(event.page_title) };
      }
  }
  return name === undefined
    ? undefined
    : { type: "custom", name, properties: scalarProperties(event, (key) => !KNOWN.has(key)) };
}

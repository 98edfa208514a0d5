import { parseTimestamp } from "@usher/core";
import { firstText, type JsonObject, objectOf, textOf } from "../body/json-values.ts";
import type { EventDraft } from "../event/make-event.ts";
import { ownSession } from "../event/own-session.ts";
import type { PersonDraft } from "../event/read-person.ts";
import { scalarProperties } from "../event/scalar-properties.ts";
import type { Collector } from "../source/collector.ts";

/** What is said once for all calls of a request. */
export interface CallContext {
  /** Named by the path (`/v1/track`), for bodies that do not say. */
  readonly type: string | undefined;
  readonly sentAt: unknown;
}

const PATH_TYPES: Readonly<Record<string, string>> = {
  t: "track",
  p: "page",
  i: "identify",
  g: "group",
  a: "alias",
  s: "screen",
};
const PAGE_PROPERTIES = new Set(["url", "path", "title", "name", "referrer", "search", "tab_url"]);

/** The call a path stands for: the last segment, in full or as analytics.js abbreviates it. */
export function callTypeOf(path: string): string | undefined {
  const segment = path.split("/").findLast((part) => part !== "");
  if (segment === undefined) return undefined;
  return Object.hasOwn(PATH_TYPES, segment) ? PATH_TYPES[segment] : segment;
}

/** Reads one call of the track / page / identify family, the common language of customer data platforms. */
export function readCall(call: JsonObject, { type, sentAt }: CallContext, found: Collector): void {
  const person = personOf(call, sentAt);
  const context = objectOf(call.context);
  const id = textOf(call.messageId);
  const at = timeOf(call);
  const page = objectOf(context.page);
  const properties = objectOf(call.properties);
  const event = (draft: Omit<EventDraft, "id" | "content">): void =>
    found.event({ id, content: call, at, url: firstText(page.url, page.path), ...draft }, person);
  switch (textOf(call.type) ?? type) {
    case "page":
      // The name is what the team calls the page; the title is what the document happened to say.
      return event({
        type: "page_view",
        title: firstText(call.name, properties.name, properties.title, page.title),
        url: firstText(properties.url, page.url, properties.path, page.path),
        properties: scalarProperties(properties, (key) => !PAGE_PROPERTIES.has(key)),
      });
    case "screen":
      return event({ type: "page_view", title: firstText(call.name, properties.name) });
    case "track": {
      const name = textOf(call.event);
      if (name === undefined) return found.drop("invalid_event");
      return event({
        type: "custom",
        name,
        title: textOf(page.title),
        properties: scalarProperties(properties, (key) => key !== "email"),
      });
    }
    case "identify":
      return readIdentify(call, person, found);
    case "alias":
      return found.identity(
        { type: "aliased", id, content: call, alias: textOf(call.previousId) },
        { ...person, userId: firstText(call.userId) },
      );
    case "group":
      return readGroup(call, person, found);
    default:
      return found.drop("unknown_event");
  }
}

function readIdentify(call: JsonObject, person: PersonDraft, found: Collector): void {
  const traits = { ...objectOf(objectOf(call.context).traits), ...objectOf(call.traits) };
  const kept = scalarProperties(traits, (key) => key !== "email");
  const type = person.userId === undefined ? "described" : "identified";
  found.identity({ type, id: textOf(call.messageId), content: call, traits: kept }, person);
}

/** Which account the person belongs to; what is said of the account itself is not kept. */
function readGroup(call: JsonObject, person: PersonDraft, found: Collector): void {
  const group = firstText(call.groupId);
  if (group === undefined) return found.drop("group");
  const traits = { organization_id: group };
  found.identity({ type: "described", id: textOf(call.messageId), content: call, traits }, person);
}

function personOf(call: JsonObject, batchSentAt: unknown): PersonDraft {
  const context = objectOf(call.context);
  // Forwarded calls carry times the platform has already corrected: correcting them once more would undo that.
  const isForwarded = call.receivedAt !== undefined && call.receivedAt !== null;
  return {
    sessionId: ownSession(context.sessionId ?? context.session_id, call.anonymousId ?? call.userId),
    userId: textOf(call.userId),
    anonymousId: textOf(call.anonymousId),
    email: firstText(objectOf(call.traits).email, objectOf(context.traits).email, objectOf(call.properties).email),
    ...(isForwarded
      ? { receivedAtHint: parseTimestamp(call.receivedAt) }
      : { sentAt: parseTimestamp(call.sentAt ?? batchSentAt) }),
  };
}

function timeOf(call: JsonObject): unknown {
  const isForwarded = call.receivedAt !== undefined && call.receivedAt !== null;
  return isForwarded ? (call.timestamp ?? call.originalTimestamp) : (call.originalTimestamp ?? call.timestamp);
}

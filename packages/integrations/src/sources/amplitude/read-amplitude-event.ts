import { type EpochMs, parseEventTime, parseTimestamp, type RawElement } from "@usher/core";
import { firstText, type JsonObject, objectOf, textOf } from "../body/json-values.ts";
import { describeElements } from "../element/describe-elements.ts";
import { definedOnly } from "../event/defined-only.ts";
import type { EventDraft } from "../event/make-event.ts";
import { ownSession } from "../event/own-session.ts";
import type { PersonDraft } from "../event/read-person.ts";
import { scalarProperties } from "../event/scalar-properties.ts";
import type { Collector } from "../source/collector.ts";

const OWN = "[Amplitude] ";
/** The vendor's housekeeping, in the names of both its generations. */
const LOW_SIGNAL = new Set([
  "session_start",
  "session_end",
  "start session",
  "end session",
  "session started",
  "session ended",
  "web vitals",
  "network request",
  "page url enriched",
  "replay captured",
]);

/** Reads one event as the SDKs send it or as exports and webhooks contain it. */
export function readAmplitudeEvent(event: JsonObject, uploadedAt: EpochMs | undefined, found: Collector): void {
  const type = textOf(event.event_type)?.trim();
  const person = personOf(event, uploadedAt);
  const id = firstText(event.insert_id, event.$insert_id, event.uuid);
  const times = [event.time, event.client_event_time, event.event_time];
  const at = firstTime(...times);
  if (type === undefined || type === "") return found.drop("invalid_event");
  if (type === "$groupidentify") return found.drop("group");
  if (type === "$identify") {
    const set = objectOf(objectOf(event.user_properties).$set ?? event.user_properties);
    const traits = scalarProperties(set, (key) => key !== "email" && !key.startsWith("$"));
    const isUser = textOf(event.user_id) !== undefined;
    return found.identity({ type: isUser ? "identified" : "described", id, content: event, at, traits }, person);
  }
  const draft = draftOf(type, objectOf(event.event_properties));
  if (draft === undefined) return found.drop("low_signal");
  found.event({ id, content: event, at: at ?? times.find((time) => time !== undefined), ...draft }, person);
}

type Draft = Omit<EventDraft, "id" | "content">;

function draftOf(type: string, properties: JsonObject): Draft | undefined {
  const own = (name: string): string | undefined => firstText(properties[OWN + name], properties[name]);
  const isOwn = type.startsWith(OWN);
  const name = (isOwn ? type.slice(OWN.length) : type).toLowerCase();
  const url = firstText(own("Page URL"), own("Page Location"), own("Page Path"));
  if (LOW_SIGNAL.has(name)) return undefined;
  // Autocapture's names without the prefix could be a team's own: only with a page's properties are they autocapture's.
  const isAutocaptured = isOwn || own("Page URL") !== undefined || own("Page Location") !== undefined;
  if (isAutocaptured) {
    const element = readElement(own);
    if (name === "page viewed") return { type: "page_view", url, title: own("Page Title") };
    if (name === "element clicked") return { type: "click", url, element };
    if (name === "dead click") return { type: "dead_click", url, element };
    if (name === "element changed") return { type: "change", url, element, properties: { edited: true } };
    if (name === "form submitted") return { type: "submit", url, element: readForm(own) };
    if (name === "rage click") {
      const on = element?.label ?? element?.id ?? element?.tag ?? "the page";
      return { type: "custom", name: `Rage clicked ${on}`, url, element, properties: { signal: "rage_click" } };
    }
  }
  return {
    type: "custom",
    name: isOwn ? type.slice(OWN.length) : type,
    url,
    properties: scalarProperties(properties, (key) => !key.startsWith(OWN) && key !== "email"),
  };
}

type Own = (name: string) => string | undefined;

function readElement(own: Own): RawElement | undefined {
  const tag = own("Element Tag")?.toLowerCase();
  if (tag === undefined) return undefined;
  const attributes = new Map<string, string>();
  const add = (name: string, value: string | undefined): void => void (value && attributes.set(name, value));
  add("id", own("Element ID"));
  add("aria-label", own("Element Aria Label"));
  add("href", own("Element Href"));
  add("role", own("Element Role"));
  const reading = describeElements([{ tag, text: own("Element Text") ?? "", classes: [], attributes }]);
  return reading?.type === "element" ? reading.element : undefined;
}

function readForm(own: Own): RawElement {
  return { tag: "form", role: "form", ...definedOnly({ id: own("Form ID"), name: own("Form Name") }) };
}

function personOf(event: JsonObject, uploadedAt: EpochMs | undefined): PersonDraft {
  const received = event.server_received_time;
  return {
    // -1 means outside any session.
    sessionId: event.session_id === -1 ? undefined : ownSession(event.session_id, event.device_id ?? event.user_id),
    userId: event.user_id,
    anonymousId: event.device_id,
    email: firstText(objectOf(event.user_properties).email, objectOf(objectOf(event.user_properties).$set).email),
    ...(received === undefined ? { sentAt: uploadedAt } : { receivedAtHint: parseTimestamp(received) }),
  };
}

function firstTime(...values: readonly unknown[]): EpochMs | undefined {
  for (const value of values) {
    const time = parseEventTime(value);
    if (time !== undefined) return time;
  }
  return undefined;
}

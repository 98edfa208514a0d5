import { type EpochMs, parseEventTime, parseTimestamp, type RawEventType } from "@usher/core";
import { firstText, type JsonObject, objectOf, textOf } from "../body/json-values.ts";
import type { EventDraft } from "../event/make-event.ts";
import { scalarProperties } from "../event/scalar-properties.ts";
import type { Collector } from "../source/collector.ts";
import type { DropReason } from "../source/source.ts";
import { posthogEventId } from "./posthog-event-id.ts";
import { isPosthogIdentity, readPosthogIdentity } from "./posthog-identity.ts";
import { posthogPerson } from "./posthog-person.ts";
import { readPosthogElement } from "./read-posthog-element.ts";

export interface PosthogContext {
  readonly sentAt: EpochMs | undefined;
  readonly receivedAt: EpochMs;
  readonly keepsDeadClicks: boolean;
}

const AUTOCAPTURED: Readonly<Record<string, RawEventType>> = {
  click: "click",
  touch: "click",
  submit: "submit",
  change: "change",
};

/** Super properties that posthog-js puts beside a custom event's own without marking them. */
const ENVELOPE = new Set(["token", "distinct_id", "email", "title", "gclid", "fbclid", "msclkid", "api_key"]);
/** A dead click is reported when the page stayed still for long enough; longer ago than this it was another click. */
const MAX_DEAD_CLICK_DELAY_MS = 10_000;

/** Reads one event of any PostHog client. Never throws, whatever the event is. */
export function readPosthogEvent(event: JsonObject, context: PosthogContext, found: Collector): void {
  const name = textOf(event.event)?.trim();
  const person = posthogPerson(event, context.sentAt);
  if (isPosthogIdentity(event, name))
    return readPosthogIdentity(event, name, posthogTime(event, context), person, found);
  if (name === undefined || name === "") return found.drop("invalid_event");
  const draft = draftOf(name, event, context);
  if ("drop" in draft) return found.drop(draft.drop);
  const properties = objectOf(event.properties);
  found.event(
    {
      id: posthogEventId(event),
      content: event,
      at: posthogTime(event, context) ?? event.timestamp,
      url: firstText(properties.$current_url, properties.$pathname),
      tabId: textOf(properties.$window_id),
      ...draft,
    },
    person,
  );
}

type Draft = Omit<EventDraft, "id" | "content">;

function draftOf(name: string, event: JsonObject, context: PosthogContext): Draft | { readonly drop: DropReason } {
  const properties = objectOf(event.properties);
  switch (name) {
    case "$pageview":
      return { type: "page_view", title: firstText(properties.title, properties.$title) };
    case "$screen":
      return { type: "page_view", title: textOf(properties.$screen_name) };
    case "$pageleave":
      return { type: "page_leave" };
    case "$autocapture": {
      const kind = textOf(properties.$event_type) ?? "";
      const type = Object.hasOwn(AUTOCAPTURED, kind) ? AUTOCAPTURED[kind] : undefined;
      return type === undefined ? { drop: "unknown_event" } : onElement(type, properties);
    }
    case "$dead_click":
      if (!context.keepsDeadClicks) return { drop: "derived" };
      return { ...onElement("dead_click", properties), ...clickTime(properties, posthogTime(event, context)) };
    case "$rageclick":
      return rageClick(properties);
    case "$exception":
      return { type: "error", properties: { kind: "error", error: errorName(properties) } };
    case "$snapshot":
    case "$snapshot_items":
      return { drop: "recording" };
    default:
      return name.startsWith("$") ? { drop: "low_signal" } : custom(name, properties);
  }
}

function onElement(type: RawEventType, properties: JsonObject): Draft | { readonly drop: DropReason } {
  const reading = readPosthogElement(properties);
  if (reading?.type === "private") return { drop: "private" };
  return {
    type,
    element: reading?.element,
    ...(type === "change" ? { properties: { edited: true } } : {}),
  };
}

/**
 * The clicks it sums up arrive as well, and Usher counts those itself: as a further click it would count twice. It stays
 * on the stream for whoever reads along.
 */
function rageClick(properties: JsonObject): Draft | { readonly drop: DropReason } {
  const reading = readPosthogElement(properties);
  if (reading?.type === "private") return { drop: "private" };
  const element = reading?.element;
  const on = element?.label ?? element?.id ?? element?.tag ?? "the page";
  return { type: "custom", name: `Rage clicked ${on}`, element, properties: { signal: "rage_click" } };
}

function custom(name: string, properties: JsonObject): Draft {
  const isOwn = (key: string): boolean => !key.startsWith("$") && !key.startsWith("utm_") && !ENVELOPE.has(key);
  return { type: "custom", name, properties: scalarProperties(properties, isOwn) };
}

/** The kind of error, never its message: messages quote what people typed. */
function errorName(properties: JsonObject): string {
  const list = properties.$exception_list;
  const first = Array.isArray(list) ? objectOf(list[0]).type : undefined;
  return (firstText(first, properties.$exception_type) ?? "Error").slice(0, 80);
}

/** When the click was made, which is some seconds before it is known to be dead. */
function clickTime(properties: JsonObject, reportedAt: EpochMs | undefined): { readonly at?: EpochMs } {
  const clickedAt = parseTimestamp(properties.$dead_click_event_timestamp);
  if (clickedAt === undefined || reportedAt === undefined) return {};
  const delay = reportedAt - clickedAt;
  return delay >= 0 && delay <= MAX_DEAD_CLICK_DELAY_MS ? { at: clickedAt } : {};
}

/** `timestamp`, else `offset` (how long ago it was when it was sent), else the clock reading among the properties. */
function posthogTime(event: JsonObject, { sentAt, receivedAt }: PosthogContext): EpochMs | undefined {
  const at = parseEventTime(event.timestamp);
  if (at !== undefined) return at;
  const offset = event.offset;
  if (typeof offset === "number" && offset >= 0) return parseEventTime((sentAt ?? receivedAt) - offset);
  const properties = objectOf(event.properties);
  return parseEventTime(properties.$time) ?? parseEventTime(properties.timestamp);
}

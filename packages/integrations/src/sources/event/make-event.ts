import type { RawPropertyValue } from "@usher/core";
import {
  cleanText,
  type EpochMs,
  parseEventTime,
  type RawElement,
  type RawEvent,
  type RawEventType,
  scrubText,
} from "@usher/core";
import type { SourcePerson } from "../source/source.ts";
import { definedOnly } from "./defined-only.ts";
import { pageAddress } from "./page-address.ts";
import { stableHash } from "./stable-hash.ts";

/** An event as a source reads it, before cleaning. */
export interface EventDraft {
  readonly type: RawEventType;
  /** The vendor's id of the event. */
  readonly id: string | undefined;
  /** The vendor's whole event: identifies it when it has no id. */
  readonly content: unknown;
  /** In any form `parseTimestamp` takes, from 2000 up to 2100; anything else is no time. */
  readonly at?: unknown;
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly tabId?: string | undefined;
  /** For `custom`. */
  readonly name?: string | undefined;
  readonly properties?: Readonly<Record<string, RawPropertyValue>> | undefined;
  readonly element?: RawElement | undefined;
}

const ID = /^[A-Za-z0-9_.:-]{1,128}$/;
const MAX_NAME = 200;
const MAX_LABEL = 120;
const MAX_HANDLE = 200;
const MAX_TAG = 40;

/** Always an event that the capture endpoint would accept. `sentAt` only tells events without id and time apart. */
export function makeEvent(draft: EventDraft, person: SourcePerson, sentAt: EpochMs): RawEvent {
  const at = parseEventTime(draft.at);
  return {
    id: eventId({ id: draft.id, content: draft.content, at }, person, sentAt),
    type: draft.type,
    ...definedOnly({
      at,
      url: pageAddress(draft.url),
      title: line(draft.title, MAX_NAME),
      tab_id: draft.tabId !== undefined && ID.test(draft.tabId) ? draft.tabId : undefined,
      name: line(draft.name, MAX_NAME),
      properties: draft.properties,
      element: draft.element === undefined ? undefined : cleanElement(draft.element),
    }),
  };
}

/**
 * The vendor's id when it is one we can keep; otherwise a hash that is the same when the same event is sent again. An
 * event without id and time is told apart by when it was sent: two equal clicks must not become one.
 */
export function eventId(
  {
    id,
    content,
    at,
  }: { readonly id: string | undefined; readonly content: unknown; readonly at?: EpochMs | undefined },
  person: SourcePerson,
  sentAt: EpochMs,
): string {
  if (id !== undefined && ID.test(id)) return id;
  const identity = id ?? JSON.stringify([content, at ?? sentAt]);
  return `h-${stableHash(`${person.userId ?? person.anonymousId ?? person.sessionId} ${identity}`)}`;
}

function cleanElement(element: RawElement): RawElement {
  return definedOnly({
    tag: line(element.tag?.toLowerCase(), MAX_TAG),
    role: line(element.role, MAX_TAG),
    label: line(element.label, MAX_LABEL),
    id: line(element.id, MAX_HANDLE),
    name: line(element.name, MAX_HANDLE),
    test_id: line(element.test_id, MAX_HANDLE),
    anchor: line(element.anchor, MAX_HANDLE),
  });
}

function line(text: string | undefined, max: number): string | undefined {
  if (text === undefined) return undefined;
  return cleanText(scrubText(cleanText(text, max)), max) || undefined;
}

import { type EpochMs, MINUTE_MS, SECOND_MS } from "../ids.ts";
import type { RawElement, RawEvent } from "../wire/raw-event.ts";
import type { Action, ActionTarget } from "./action.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { labelAction } from "./label-action.ts";
import { isClockWrong, parseTimestamp } from "./timestamp.ts";

/** Up to here the difference is the network's delay, not a wrong clock; correcting it would blur the order of clicks. */
const MIN_SKEW_MS = 2 * SECOND_MS;
/** A corrected moment may lie this far in the future: network delay is never negative, clocks drift while sending. */
const MAX_FUTURE_MS = MINUTE_MS;

export interface ReceivedEvent {
  readonly event: RawEvent;
  readonly receivedAt: EpochMs;
  /** The client's clock when it sent the batch; undefined when it did not say. */
  readonly sentAt?: EpochMs;
}

/** One raw event → one action. Total: a missing or impossible time becomes the moment of receipt. */
export function normaliseEvent({ event, receivedAt, sentAt }: ReceivedEvent): Action {
  const { label, title } = labelAction(event);
  const url = event.url ?? "";
  const target = targetOf(event.element);
  return {
    id: event.id,
    type: event.type,
    title,
    label,
    url,
    canonicalUrl: canonicalUrl(url),
    at: eventTime(event, receivedAt, sentAt),
    receivedAt,
    ...(event.tab_id === undefined ? {} : { tabId: event.tab_id }),
    ...(target === undefined ? {} : { target }),
    ...(event.properties === undefined ? {} : { properties: event.properties }),
  };
}

/** A clock that is clearly wrong is corrected: received − (sent − happened), so only its speed matters. */
function eventTime(event: RawEvent, receivedAt: EpochMs, sentAt: EpochMs | undefined): EpochMs {
  const happenedAt = parseTimestamp(event.at);
  if (happenedAt === undefined) return receivedAt;
  if (isClockWrong(sentAt, receivedAt)) return receivedAt;
  const skew = sentAt === undefined ? 0 : receivedAt - sentAt;
  const corrected = Math.abs(skew) < MIN_SKEW_MS ? happenedAt : happenedAt + skew;
  return corrected > receivedAt + MAX_FUTURE_MS ? receivedAt : corrected;
}

function targetOf(element: RawElement | undefined): ActionTarget | undefined {
  if (element === undefined) return undefined;
  const target: { -readonly [Key in keyof ActionTarget]: ActionTarget[Key] } = {};
  if (element.id !== undefined) target.id = element.id;
  if (element.role !== undefined) target.role = element.role;
  if (element.name !== undefined) target.name = element.name;
  if (element.test_id !== undefined) target.testId = element.test_id;
  if (element.anchor !== undefined) target.anchor = element.anchor;
  if (element.entity !== undefined) target.entity = element.entity;
  if (element.within !== undefined) target.within = element.within;
  return Object.keys(target).length === 0 ? undefined : target;
}

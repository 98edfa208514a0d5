import type { RawEventType } from "../wire/raw-event.ts";

/** A total table, so that a new type of event does not compile until criteria can name it. */
const EVENTS: Readonly<Record<RawEventType, true>> = {
  page_view: true,
  page_leave: true,
  click: true,
  submit: true,
  change: true,
  visibility: true,
  error: true,
  custom: true,
  dead_click: true,
  form_close: true,
  input_activity: true,
};

/** Types of events that criteria may ask for. */
export const EVENT_TYPES: readonly RawEventType[] = Object.keys(EVENTS) as RawEventType[];
